package dev.catenary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.georeference.Mount;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.capture.ouster.OusterDecoder;
import dev.catenary.capture.ouster.OusterMetadata;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.capture.trajectory.Trajectory;
import dev.catenary.capture.trajectory.TrajectoryFile;
import dev.catenary.capture.trajectory.TrajectoryPoses;
import dev.catenary.simulator.platform.InsState;
import dev.catenary.simulator.scan.Os1Metadata;
import dev.catenary.simulator.scan.Os1Settings;
import dev.catenary.simulator.scene.SceneKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A survey's true trajectory, in each format that is read, places its points where they are. */
class PostProcessedTrajectoryTest {
  private static final double NEAR_METRES = 0.005;
  private static final double SECONDS = 0.6;
  private static final int PER_SECOND = 200;

  /** 2026-01-01, the day of the survey, is the Thursday of its GPS week. */
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private static final int GPS_WEEK = 2_399;
  private static final double WEEK_SECONDS = 604_800;
  private static final Mount BELOW_DRONE = new Mount(0.12, 0, -0.18, 0, Math.toRadians(90), 0);

  /** Formats of the test. */
  enum Format {
    SBET,
    INERTIAL_EXPLORER,
    CSV_UTC,
    CSV_SECONDS_OF_WEEK
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void pointsLieWithinFiveMillimetresOfTheTruth(Format format) throws Exception {
    SurveyPlan plan =
        Simulated.plan(
            SceneKind.SUBURB,
            SurveyPlan.SensorKind.OS1_64,
            false,
            SurveyPlan.Vehicle.DRONE,
            SECONDS);
    Simulated survey = Simulated.write(plan, folder, 1);
    Trajectory read = TrajectoryFile.read(write(plan, format), DAY, false, LeapSeconds.byDate());
    assertThat(read.perSecond()).isBetween(199.9, 200.1);
    OusterMetadata metadata =
        OusterMetadata.parse(Os1Metadata.of(Os1Settings.of(plan.mode(), false)));
    Placed placed =
        new Placed(
            survey.pcap(),
            new OusterDecoder(OusterConfig.of(metadata)),
            metadata.timeScale(),
            BELOW_DRONE,
            new TrajectoryPoses(read, MapFrame.of("EPSG:32754"), 1_000_000_000));
    var truth = LabelledCloud.read(survey.truth()).points();
    assertThat(placed.points).hasSameSizeAs(truth).hasSizeGreaterThan(50_000);
    double worst = 0;
    for (int i = 0; i < truth.size(); i++) {
      Placed.Point point = placed.points.get(i);
      double flat =
          Math.hypot(
              point.easting() - truth.get(i).easting(), point.northing() - truth.get(i).northing());
      worst = Math.max(worst, Math.hypot(flat, point.height() - truth.get(i).height()));
    }
    assertThat(worst).isLessThan(NEAR_METRES);
  }

  private Path write(SurveyPlan plan, Format format) throws IOException {
    InsState ins =
        new InsState(new SurveySite(plan).platform().trajectory(), SurveySite.newFrame());
    int epochs = (int) ((SECONDS + 2) * PER_SECOND);
    ByteBuffer sbet = ByteBuffer.allocate(136 * epochs).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder();
    text.append(
        switch (format) {
          case SBET -> "";
          case INERTIAL_EXPLORER ->
              """
              Project:     survey
              Program:     Inertial Explorer Version 8.90

              Week GPSTime Latitude Longitude H-Ell Roll Pitch Heading
              (weeks) (sec) (+/-D M S) (+/-D M S) (m) (deg) (deg) (deg)
              """;
          case CSV_UTC ->
              "time_utc,latitude_deg,longitude_deg,height_m,roll_deg,pitch_deg,heading_deg\n";
          case CSV_SECONDS_OF_WEEK ->
              "time_gps_sow;latitude_rad;longitude_rad;height_m;roll_rad;pitch_rad;heading_rad\n";
        });
    for (int i = 0; i < epochs; i++) {
      long nanos = (long) i * 1_000_000_000 / PER_SECOND - 1_000_000_000;
      ins.at(nanos / 1e9);
      long gps = SurveyRun.FIXED_CLOCK.gpsNanos(nanos);
      double seconds = gps / 1e9 - GPS_WEEK * WEEK_SECONDS;
      switch (format) {
        case SBET -> {
          int at = 136 * i;
          sbet.putDouble(at, seconds).putDouble(at + 8, ins.latitudeRad);
          sbet.putDouble(at + 16, ins.longitudeRad).putDouble(at + 24, ins.heightMetres);
          sbet.putDouble(at + 56, ins.rollRad).putDouble(at + 64, ins.pitchRad);
          sbet.putDouble(at + 72, ins.azimuthRad + 0.3).putDouble(at + 80, 0.3);
        }
        case INERTIAL_EXPLORER ->
            line(
                    text,
                    "%d %.4f %s %s %.4f",
                    GPS_WEEK,
                    seconds,
                    dms(ins.latitudeRad),
                    dms(ins.longitudeRad),
                    ins.heightMetres)
                .append(angles(ins, " ", false));
        case CSV_UTC ->
            line(
                    text,
                    "%s,%.11f,%.11f,%.4f",
                    Instant.ofEpochSecond(0, SurveyRun.FIXED_CLOCK.unixNanos(nanos)),
                    Math.toDegrees(ins.latitudeRad),
                    Math.toDegrees(ins.longitudeRad),
                    ins.heightMetres)
                .append(angles(ins, ",", false));
        case CSV_SECONDS_OF_WEEK ->
            line(
                    text,
                    "%.4f;%.13f;%.13f;%.4f",
                    seconds,
                    ins.latitudeRad,
                    ins.longitudeRad,
                    ins.heightMetres)
                .append(angles(ins, ";", true));
      }
    }
    Path file = folder.resolve("trajectory." + format);
    return format == Format.SBET ? Files.write(file, sbet.array()) : Files.writeString(file, text);
  }

  private static StringBuilder line(StringBuilder text, String format, Object... values) {
    return text.append(String.format(Locale.ROOT, format, values));
  }

  private static String angles(InsState ins, String comma, boolean isRadians) {
    double unit = isRadians ? 1 : 180 / Math.PI;
    return String.format(
        Locale.ROOT,
        "%4$s%1$.8f%4$s%2$.8f%4$s%3$.8f%n",
        ins.rollRad * unit,
        ins.pitchRad * unit,
        ins.azimuthRad * unit,
        comma);
  }

  private static String dms(double rad) {
    double degrees = Math.abs(Math.toDegrees(rad));
    int whole = (int) degrees;
    int minutes = (int) ((degrees - whole) * 60);
    double seconds = ((degrees - whole) * 60 - minutes) * 60;
    return String.format(
        Locale.ROOT, "%s%d %02d %.7f", rad < 0 ? "-" : "", whole, minutes, seconds);
  }
}
