package dev.catenary.capture.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.point.PoseQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectoryFileTest {
  /** GPS week 2435 begins on Sunday 2026-09-06. */
  private static final LocalDate THURSDAY = LocalDate.of(2026, 9, 10);

  private static final String EXPLORER =
      """
      Project:     Line 42
      Program:     Inertial Explorer Version 8.90.2428
      Datum:       WGS84, (processing datum)

       Week     GPSTime       Latitude      Longitude     H-Ell      Roll     Pitch   Heading Q
       (weeks)    (sec)    (+/-D M S)     (+/-D M S)       (m)     (deg)     (deg)     (deg)
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private static Trajectory read(Path file, @Nullable LocalDate date) throws IOException {
    return TrajectoryFile.read(file, date, false, LeapSeconds.byDate());
  }

  private Path sbet(double... firstFieldsOfTwo) throws IOException {
    int records = firstFieldsOfTwo.length / 11;
    ByteBuffer bytes = ByteBuffer.allocate(136 * records).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < firstFieldsOfTwo.length; i++) {
      bytes.putDouble(136 * (i / 11) + 8 * (i % 11), firstFieldsOfTwo[i]);
    }
    return Files.write(folder.resolve("a.sbet"), bytes.array());
  }

  @Test
  void sbetHeadingIsThePlatformsLessTheWanderAngle() throws IOException {
    double[] values = {
      345_600.5, -0.66, 2.53, 54.25, 1, 2, 3, 0.01, -0.02, 1.75, 0.25,
      345_600.6, -0.66, 2.53, 54.25, 1, 2, 3, 0.01, -0.02, 1.75, 0.25
    };
    Trajectory read = read(sbet(values), THURSDAY);
    assertThat(read.format()).isEqualTo("SBET");
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.firstGpsNanos()).isEqualTo(GpsTime.ofWeek(2_435, 345_600.5));
    assertThat(read.latitudeRad(0)).isEqualTo(-0.66);
    assertThat(read.longitudeRad(0)).isEqualTo(2.53);
    assertThat(read.heightMetres(0)).isEqualTo(54.25);
    assertThat(read.rollRad(1)).isEqualTo(0.01);
    assertThat(read.pitchRad(1)).isEqualTo(-0.02);
    assertThat(read.headingRad(1)).isEqualTo(1.5);
  }

  @Test
  void explorerTextHasItsWeekAndAnglesInDegreesMinutesAndSeconds() throws IOException {
    Trajectory read =
        read(
            file(
                "ie.txt",
                EXPLORER
                    + " 2435 345600.500 -37 48 00.72000 145 00 00.36000 54.250 1.5 -2.0 271.0 1\n"
                    + " 2435 345600.505 -0 30 00.00000 145 00 00.36000 54.250 1.5 -2.0 271.0 1\n"),
            null);
    assertThat(read.format()).isEqualTo("Inertial Explorer text");
    assertThat(read.firstGpsNanos()).isEqualTo(GpsTime.ofWeek(2_435, 345_600.5));
    assertThat(Math.toDegrees(read.latitudeRad(0))).isCloseTo(-37.8002, within(1e-12));
    assertThat(Math.toDegrees(read.latitudeRad(1))).as("-0 30").isCloseTo(-0.5, within(1e-12));
    assertThat(Math.toDegrees(read.longitudeRad(0))).isCloseTo(145.0001, within(1e-12));
    assertThat(read.heightMetres(0)).isEqualTo(54.25);
    assertThat(Math.toDegrees(read.rollRad(0))).isCloseTo(1.5, within(1e-12));
    assertThat(Math.toDegrees(read.headingRad(0))).isCloseTo(271, within(1e-12));
    assertThat(read.perSecond()).isCloseTo(200, within(0.01));
  }

  /** 18 s lie between the two scales; the same moment is written in each. */
  @ParameterizedTest
  @CsvSource({
    "time_utc, 2026-09-09T23:59:42.500Z, 2026-09-09T23:59:42.505Z",
    "time_unix, 1788998382.5, 1788998382.505",
    "time_gps, 1473033600.5, 1473033600.505",
    "time_gps_sow, 345600.5, 345600.505"
  })
  void csvTimesOfEachScaleAreTheSameMoment(String scale, String first, String second)
      throws IOException {
    String header = scale + ",latitude (deg),longitude_deg,height_m,roll_rad,pitch_deg,heading_deg";
    String values = ",-37.8,145,54.25,0.125,-2,271\n";
    Trajectory read =
        read(file("a.csv", header + "\n" + first + values + second + values), THURSDAY);
    assertThat(read.firstGpsNanos()).isEqualTo(GpsTime.ofWeek(2_435, 345_600.5));
    assertThat(read.rollRad(0)).isEqualTo(0.125);
    assertThat(Math.toDegrees(read.latitudeRad(0))).isCloseTo(-37.8, within(1e-12));
  }

  @Test
  void secondsOfTheWeekThatBeginAnewAreOfTheNextWeek() throws IOException {
    String text =
        "time_gps_sow,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n"
            + "604799.5,-37.8,145,54,0,0,0\n0.5,-37.8,145,54,0,0,0\n";
    Trajectory read = read(file("a.csv", text), LocalDate.of(2026, 9, 12));
    assertThat(read.lastGpsNanos() - read.firstGpsNanos()).isEqualTo(1_000_000_000);
    assertThat(read.lastGpsNanos()).isEqualTo(GpsTime.ofWeek(2_436, 0.5));
  }

  @Test
  void secondsOfTheUtcWeekAreLaterByTheLeapSeconds() throws IOException {
    Path file =
        file(
            "a.csv",
            "time_gps_sow,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n"
                + "345582.5,-37.8,145,54,0,0,0\n345583.5,-37.8,145,54,0,0,0\n");
    Trajectory read = TrajectoryFile.read(file, THURSDAY, true, LeapSeconds.byDate());
    assertThat(read.firstGpsNanos()).isEqualTo(GpsTime.ofWeek(2_435, 345_600.5));
  }

  @Test
  void weekWithoutADateIsAskedFor() throws IOException {
    Path file = sbet(new double[22]);
    assertThatThrownBy(() -> read(file, null))
        .isInstanceOf(TrajectoryException.class)
        .hasMessageContaining("a.sbet: found times in seconds of the week and no week")
        .hasMessageContaining("--trajectory-date YYYY-MM-DD");
  }

  @Test
  void sbetInDegreesIsRefused() throws IOException {
    double[] degrees = new double[22];
    degrees[0] = 1;
    degrees[1] = -37.8;
    Path file = sbet(degrees);
    assertThatThrownBy(() -> read(file, THURSDAY))
        .hasMessageContaining("found a latitude of -37.8 rad in record 0")
        .hasMessageContaining("Check the file's units");
  }

  @Test
  void cutOffBinaryIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("cut.sbet"), new byte[1_000]);
    assertThatThrownBy(() -> read(file, THURSDAY))
        .hasMessageContaining("found 1,000 bytes of binary data; expected an SBET")
        .hasMessageContaining("136");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg | time_gps_sow",
        "time_gps,latitude,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg | latitude"
            + " without a unit",
        "time_gps,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg | heading_deg or"
            + " heading_rad",
        "easting,northing | without a header that is known"
      })
  void headerThatDoesNotSayEnoughIsRefused(String header, String said) throws IOException {
    Path file = file("a.csv", header + "\n1,2,3,4,5,6,7\n");
    assertThatThrownBy(() -> read(file, THURSDAY))
        .isInstanceOf(TrajectoryException.class)
        .hasMessageContaining("found")
        .hasMessageContaining("expected")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "345600.5,-37.8,145,54,0,0,0\n345600.4,-37.8,145,54,0,0,0\n",
        "345600.5,-37.8,145,54,0,0,0\n345600.6,-37.8,145,54,0,0\n",
        "345600.5,-37.8,145,54,0,0,0\n345600.6,-37.8,east,54,0,0,0\n",
        "345600.5,-37.8,145,54,0,0,0\n345600.6,-97.8,145,54,0,0,0\n"
      })
  void badLineIsNamedByItsNumber(String lines) throws IOException {
    Path file =
        file(
            "a.csv",
            "time_gps_sow,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n"
                + lines);
    assertThatThrownBy(() -> read(file, THURSDAY)).hasMessageContaining("line 3");
  }

  @Test
  void anyBytesAreReadOrRefusedWithAReason() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[136 * random.nextInt(4) + (i % 3 == 0 ? 1 : 0)];
      random.nextBytes(noise);
      if (i % 2 == 0) {
        byte[] head = EXPLORER.getBytes(StandardCharsets.ISO_8859_1);
        for (int j = 0; j < noise.length; j++) {
          noise[j] = j < head.length ? head[j] : (byte) (' ' + (noise[j] & 0x3F));
        }
      }
      Path file = Files.write(folder.resolve("noise"), noise);
      try {
        assertThat(read(file, THURSDAY).size()).isGreaterThan(1);
      } catch (TrajectoryException e) {
        assertThat(e).hasMessageContaining("; expected ");
      }
    }
  }

  @Test
  void posesAreCoveredBetweenTheEpochsAloneAndAreMarked() throws IOException {
    String header =
        "time_gps_sow,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n";
    Trajectory read =
        read(
            file(
                "a.csv",
                header
                    + "100,-37.8,145,50,0,0,90\n101,-37.8,145,52,0,0,90\n"
                    + "200,-37.8,145,50,0,0,90\n"),
            THURSDAY);
    TrajectoryPoses poses = new TrajectoryPoses(read, MapFrame.of("EPSG:32755"), 2_500_000_000L);
    Pose pose = new Pose();
    assertThat(poses.at(GpsTime.ofWeek(2_435, 99.9), pose)).isEqualTo(PoseLookup.TOO_EARLY);
    assertThat(poses.at(GpsTime.ofWeek(2_435, 100), pose)).isEqualTo(PoseLookup.COVERED);
    assertThat(pose.heightMetres).isEqualTo(50);
    assertThat(poses.missed()).isTrue();
    assertThat(poses.at(GpsTime.ofWeek(2_435, 100.5), pose)).isEqualTo(PoseLookup.COVERED);
    assertThat(pose.heightMetres).isCloseTo(51, within(1e-9));
    assertThat(pose.quality).isEqualTo(PoseQuality.POST_PROCESSED);
    assertThat(poses.at(GpsTime.ofWeek(2_435, 150), pose)).isEqualTo(PoseLookup.GAP);
    assertThat(poses.at(GpsTime.ofWeek(2_435, 200.1), pose)).isEqualTo(PoseLookup.GAP);
  }
}
