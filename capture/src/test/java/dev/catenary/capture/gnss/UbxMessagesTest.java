package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UBX messages, offsets as in the tables of UBX-22008968. */
class UbxMessagesTest {
  private static final int TOW = 345_600_500;
  private static final Pattern TPV =
      Pattern.compile(
          "\"time\":\"([^\"]+)\".*\"lat\":([-0-9.]+),\"lon\":([-0-9.]+),\"altHAE\":([-0-9.]+)");

  private final Heard heard = new Heard();

  /** NAV-PVT of Thursday 2026-09-10, 00:00:00.5 GPS time less 18 s, RTK fixed, 12 satellites. */
  private static ByteBuffer pvt(int tow) {
    ByteBuffer p = Frames.payload(92);
    p.putInt(0, tow).putShort(4, (short) 2026).put(6, (byte) 9).put(7, (byte) 9);
    p.put(8, (byte) 23).put(9, (byte) 59).put(10, (byte) 42).put(11, (byte) 0x07);
    p.putInt(16, 500_000_000).put(20, (byte) 3).put(21, (byte) 0x83).put(23, (byte) 12);
    p.putInt(24, 1_450_000_001).putInt(28, -378_000_002).putInt(32, 54_321).putInt(40, 14);
    p.putInt(44, 20).putInt(60, 9_000).putInt(64, 9_012_345);
    return p;
  }

  private static ByteBuffer relposned(int tow, int flags) {
    ByteBuffer p = Frames.payload(64);
    p.put(0, (byte) 1).putInt(4, tow).putInt(20, 100).putInt(24, 12_350_000).putInt(60, flags);
    return p;
  }

  private static byte[] eoe(int tow) {
    return Frames.ubx(0x01, 0x61, Frames.payload(4).putInt(0, tow));
  }

  @Test
  void positionsAreGpsdsOfTheSameTime() throws IOException {
    Path log = RecordingsFolder.excerpts().resolve("sensors/gnss-ubx-nmea/ublox-zed-f9p-hp.log");
    Map<Instant, double[]> gpsd = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        log.resolveSibling(log.getFileName() + ".expected.json.gz"))),
                StandardCharsets.ISO_8859_1))) {
      lines
          .lines()
          .filter(line -> line.contains("\"TPV\""))
          .forEach(
              line -> {
                Matcher tpv = TPV.matcher(line);
                if (tpv.find()) {
                  gpsd.put(
                      Instant.parse(tpv.group(1)),
                      new double[] {
                        Double.parseDouble(tpv.group(2)),
                        Double.parseDouble(tpv.group(3)),
                        Double.parseDouble(tpv.group(4))
                      });
                }
              });
    }
    byte[] bytes = Files.readAllBytes(log);
    for (int at = 0; at < bytes.length; at += 41) {
      heard.stream.accept(ByteBuffer.wrap(bytes), at, Math.min(41, bytes.length - at), 0);
    }
    heard.end();
    assertThat(heard.fixes).hasSize(29);
    int compared = 0;
    for (Heard.Said fix : heard.fixes) {
      Instant time =
          Instant.ofEpochSecond(0, GpsTime.toUnix(fix.gpsTimeNanos(), 18) + 500_000)
              .truncatedTo(ChronoUnit.MILLIS);
      double[] place = gpsd.get(time);
      if (place != null) {
        compared++;
        assertThat(fix.latitude()).isCloseTo(place[0], within(1.5e-9));
        assertThat(fix.longitude()).isCloseTo(place[1], within(1.5e-9));
        assertThat(fix.height()).isCloseTo(place[2], within(5.1e-4));
      }
    }
    assertThat(compared).isEqualTo(28);
    assertThat(heard.count(DeviceCounter.RECEIVER_BAD_CHECK)).isZero();
  }

  @Test
  void oneMomentIsOneFixWithTheHeadingOfTheMovingBase() {
    heard.take(Frames.ubx(0x01, 0x07, pvt(TOW)), Frames.ubx(0x01, 0x3C, relposned(TOW, 0x137)));
    assertThat(heard.fixes).isEmpty();
    heard.take(eoe(TOW));
    assertThat(heard.fixes).hasSize(1);
    Heard.Said fix = heard.fixes.getFirst();
    assertThat(fix.latitude()).isCloseTo(-37.8000002, within(1e-11));
    assertThat(fix.longitude()).isCloseTo(145.0000001, within(1e-11));
    assertThat(fix.height()).isCloseTo(54.321, within(1e-9));
    assertThat(fix.heading()).isCloseTo(123.5, within(1e-9));
    assertThat(fix.quality()).isEqualTo(PoseQuality.RTK_FIXED);
    // Week 2435 begins on 2026-09-06.
    assertThat(fix.gpsTimeNanos()).isEqualTo(2_435L * 604_800_000_000_000L + TOW * 1_000_000L);
    assertThat(fix.isDated()).isTrue();
  }

  /** Not fixed, or of a base that stands: the direction to a base is no heading. */
  @ParameterizedTest
  @ValueSource(ints = {0x10F + 0x20 - 0x08, 0x117, 0x037})
  void directionToABaseThatIsNoneOfAPairIsNoHeading(int flags) {
    heard.take(
        Frames.ubx(0x01, 0x07, pvt(TOW)), Frames.ubx(0x01, 0x3C, relposned(TOW, flags)), eoe(TOW));
    assertThat(heard.fixes.getFirst().heading()).isNaN();
  }

  @Test
  void headingOffsetIsTakenFromTheHeadingOfAPair() {
    Heard across = new Heard(90);
    across.take(
        Frames.ubx(0x01, 0x07, pvt(TOW)), Frames.ubx(0x01, 0x3C, relposned(TOW, 0x137)), eoe(TOW));
    assertThat(across.fixes.getFirst().heading()).isCloseTo(33.5, within(1e-9));
  }

  @Test
  void attitudeComesFromNavAtt() {
    ByteBuffer att = Frames.payload(32);
    att.putInt(0, TOW).putInt(8, 212_000).putInt(12, -150_000).putInt(16, 27_000_000);
    heard.take(Frames.ubx(0x01, 0x05, att), Frames.ubx(0x01, 0x07, pvt(TOW)), eoe(TOW));
    Heard.Said fix = heard.fixes.getFirst();
    assertThat(fix.roll()).isCloseTo(2.12, within(1e-9));
    assertThat(fix.pitch()).isCloseTo(-1.5, within(1e-9));
    assertThat(fix.heading()).isCloseTo(270, within(1e-9));
  }

  @Test
  void momentEndsWithTheNextOneOrOnceLearntWithItsUsualLastMessage() {
    for (int i = 0; i < 6; i++) {
      heard.take(
          Frames.ubx(0x01, 0x07, pvt(TOW + i * 100)),
          Frames.ubx(0x01, 0x3C, relposned(TOW + i * 100, 0x137)));
    }
    assertThat(heard.fixes).as("the last three at once").hasSize(6);
    assertThat(heard.fixes).allSatisfy(fix -> assertThat(fix.heading()).isBetween(123.4, 123.6));
  }

  /** TIM-TP has the week; NAV-PVT of a receiver that does not know the date has none. */
  @Test
  void weekOfTheTimePulseDatesAFixWithoutADate() {
    ByteBuffer pulse = Frames.payload(16).putInt(0, TOW + 500).putShort(12, (short) 2_435);
    ByteBuffer undated = pvt(TOW).put(11, (byte) 0);
    heard.take(Frames.ubx(0x0D, 0x01, pulse), Frames.ubx(0x01, 0x07, undated), eoe(TOW));
    Heard.Said fix = heard.fixes.getFirst();
    assertThat(fix.gpsTimeNanos()).isEqualTo(2_435L * 604_800_000_000_000L + TOW * 1_000_000L);
    assertThat(fix.isDated()).isTrue();
  }

  @Test
  void leapSecondsOfALaterDateComeFromTheReceiver() {
    long now = 2_500L * 604_800_000_000_000L;
    assertThat(heard.leapSeconds.atGps(now)).isEqualTo(18);
    ByteBuffer timeGps = Frames.payload(16).putInt(0, 0).putShort(8, (short) 2_500);
    timeGps.put(10, (byte) 19).put(11, (byte) 0x7);
    heard.take(Frames.ubx(0x01, 0x20, timeGps));
    assertThat(heard.leapSeconds.atGps(now + 1_000_000_000)).isEqualTo(19);
  }

  /** NMEA and UBX on one line, as u-blox receivers send by default: each moment once. */
  @Test
  void nmeaOfTheSameMomentsIsLeftOutAndCounted() {
    String gga = "GNGGA,235942.50,3748.00001,S,14500.00001,E,4,12,0.7,50.0,M,4.3,M,1.0,0001";
    int sum = gga.chars().reduce(0, (a, b) -> a ^ b);
    byte[] sentence = String.format("$%s*%02X\r\n", gga, sum).getBytes(StandardCharsets.US_ASCII);
    heard.take(Frames.ubx(0x01, 0x07, pvt(TOW)), eoe(TOW), sentence).end();
    assertThat(heard.fixes).hasSize(1);
    assertThat(heard.fixes.getFirst().latitude()).isCloseTo(-37.8000002, within(1e-11));
    assertThat(heard.count(DeviceCounter.FIXES_SAID_TWICE)).isEqualTo(1);
    assertThat(heard.count(DeviceCounter.GNSS_BYTES_SKIPPED)).isZero();
  }

  @Test
  void messageBehindADamagedOneIsFound() {
    byte[] damaged = Frames.ubx(0x01, 0x07, pvt(TOW - 1_000));
    damaged[30] ^= 0x40;
    heard.take(damaged, Frames.ubx(0x01, 0x07, pvt(TOW)), eoe(TOW));
    assertThat(heard.fixes).hasSize(1);
    assertThat(heard.count(DeviceCounter.RECEIVER_BAD_CHECK)).isEqualTo(1);
    assertThat(heard.names.snapshot()).containsEntry("NAV-PVT", 1L);
  }

  @Test
  void noFixAndTwoDimensionsGiveNone() {
    ByteBuffer none = pvt(TOW).put(21, (byte) 0);
    ByteBuffer flat = pvt(TOW + 100).put(20, (byte) 2);
    heard.take(Frames.ubx(0x01, 0x07, none), Frames.ubx(0x01, 0x07, flat)).end();
    assertThat(heard.fixes).isEmpty();
    assertThat(heard.count(DeviceCounter.FIXES_WITHOUT_HEIGHT)).isEqualTo(1);
  }
}
