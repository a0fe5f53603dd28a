package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of one moment make one fix, in whatever order they come. */
class FixEpochTest {
  private static final long TENTH = 100_000_000;
  private static final long MILLISECOND = 1_000_000;
  private static final String PLACE = "3748.00000,S,14500.00000,E";

  private final Counters counters = new Counters();
  private final List<Fix> fixes = new ArrayList<>();
  private long hostNanos = 1_700_000_000_000_000_000L;

  private record Fix(
      Instant utc, double heading, double roll, double height, PoseQuality quality) {}

  private final GnssListener listener =
      new GnssListener() {
        @Override
        public void fix(GnssFix fix) {
          fixes.add(
              new Fix(
                  Instant.ofEpochSecond(0, GpsTime.toUnix(fix.gpsTimeNanos, 18)),
                  Math.toDegrees(fix.headingRad),
                  Math.toDegrees(fix.rollRad),
                  fix.heightMetres,
                  fix.quality));
        }

        @Override
        public void ins(InsSolution solution) {}
      };
  private final GnssStream stream = new GnssStream(counters, 18, listener);

  private void say(GnssStream to, String body) {
    int checksum = body.chars().reduce(0, (a, b) -> a ^ b);
    byte[] bytes =
        String.format("$%s*%02X\r\n", body, checksum).getBytes(StandardCharsets.US_ASCII);
    to.accept(ByteBuffer.wrap(bytes), 0, bytes.length, hostNanos);
    hostNanos += MILLISECOND;
  }

  private static String gga(String time) {
    return "GNGGA," + time + "," + PLACE + ",4,12,0.7,50.0,M,4.0,M,1.0,0001";
  }

  private static String sentence(String type, int tenth) {
    String time = String.format(Locale.ROOT, "0927%04.1f0", 10 + tenth / 10.0);
    return switch (type) {
      case "GGA" -> gga(time);
      case "RMC" -> "GNRMC," + time + ",A," + PLACE + ",19.4,90.0,200926,,,R";
      case "HDT" -> String.format(Locale.ROOT, "GNHDT,%.1f,T", 100 + tenth * 1.0);
      case "ZDA" -> "GNZDA," + time + ",20,09,2026,,";
      case "GLL" -> "GNGLL," + PLACE + "," + time + ",A,R";
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** Ten a second, each with the heading of its own moment: 100 degrees and 1 more each time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GGA RMC HDT",
        "RMC HDT GGA",
        "HDT GGA RMC",
        "HDT RMC GGA",
        "GGA HDT ZDA",
        "ZDA GGA HDT",
        "RMC GLL GGA HDT"
      })
  void headingIsThatOfItsOwnMoment(String order) {
    for (int tenth = 0; tenth < 20; tenth++) {
      long burst = hostNanos;
      for (String type : order.split(" ")) {
        say(stream, sentence(type, tenth));
      }
      hostNanos = burst + TENTH;
    }
    stream.end();
    assertThat(fixes).hasSize(20);
    for (int tenth = 0; tenth < 20; tenth++) {
      assertThat(fixes.get(tenth).heading()).isCloseTo(100 + tenth, within(1e-9));
      assertThat(fixes.get(tenth).utc())
          .isEqualTo(Instant.parse("2026-09-20T09:27:10Z").plusMillis(tenth * 100L));
    }
    assertThat(counters.get(DeviceCounter.FIXES_UNDATED)).isZero();
  }

  /** After three alike epochs a fix does not wait for the next one any more. */
  @Test
  void fixIsHandedOnWithItsUsualLastSentence() {
    for (int tenth = 0; tenth < 8; tenth++) {
      say(stream, sentence("GGA", tenth));
      say(stream, sentence("HDT", tenth));
      hostNanos += TENTH;
    }
    assertThat(fixes).hasSize(8);
  }

  @Test
  void silenceBehindABurstEndsIt() {
    say(stream, sentence("GGA", 0));
    stream.quiet(hostNanos + TENTH);
    assertThat(fixes).isEmpty();
    stream.quiet(hostNanos + 2 * TENTH);
    assertThat(fixes).hasSize(1);
  }

  /** A heading that is said a third of a second behind its fix is waited for from then on. */
  @Test
  void headingBehindTheSilenceIsNotLost() {
    for (int second = 0; second < 5; second++) {
      say(stream, sentence("GGA", second * 10));
      stream.quiet(hostNanos + 2 * TENTH);
      hostNanos += 3 * TENTH;
      say(stream, sentence("HDT", second * 10));
      hostNanos += 7 * TENTH - 2 * MILLISECOND;
    }
    stream.end();
    assertThat(fixes).hasSize(5);
    assertThat(fixes.getFirst().heading()).as("before it is known").isNaN();
    assertThat(fixes.get(3).heading()).as("of its own moment").isCloseTo(130, within(1e-9));
  }

  @Test
  void bestOfSeveralPlacesOfOneMomentIsTaken() {
    say(stream, "GPGGA,092710.00," + PLACE + ",1,12,0.7,50.0,M,4.0,M,,");
    say(stream, "GNGNS,092710.00," + PLACE + ",RRNN,18,0.7,60.0,4.0,,");
    say(stream, "GLGNS,092710.00,,,,,,4,,,,,");
    stream.end();
    assertThat(fixes).hasSize(1);
    assertThat(fixes.getFirst().quality()).isEqualTo(PoseQuality.RTK_FIXED);
    assertThat(fixes.getFirst().height()).isCloseTo(64, within(1e-9));
  }

  @Test
  void qualityOfGnsIsItsBestLetter() {
    List<String> modes = List.of("AANN", "ADNN", "FANN", "NRNN", "ENNN", "PNNN", "NNNN");
    for (int i = 0; i < modes.size(); i++) {
      say(stream, "GNGNS,09271" + i + ".00," + PLACE + "," + modes.get(i) + ",9,0.7,60.0,4.0,,");
    }
    stream.end();
    assertThat(fixes.stream().map(Fix::quality))
        .containsExactly(
            PoseQuality.SINGLE,
            PoseQuality.DIFFERENTIAL,
            PoseQuality.RTK_FLOAT,
            PoseQuality.RTK_FIXED,
            PoseQuality.DEAD_RECKONING,
            PoseQuality.SINGLE);
  }

  @Test
  void configuredSeparationMakesHeightsEllipsoidalAndIsCounted() {
    GnssStream configured =
        new GnssStream(
            counters,
            new ReceiverSettings(
                LeapSeconds.configured(18),
                GeoidSeparation.configured(-3.5),
                DeviceCounter.FIXES_BY_CONFIGURED_GEOID,
                0),
            new HostClock(),
            new HeardMessages(),
            listener);
    say(configured, "GNGGA,092710.00," + PLACE + ",4,12,0.7,50.0,M,,M,1.0,0001");
    say(configured, gga("092711.00"));
    configured.end();
    assertThat(fixes.stream().map(Fix::height)).containsExactly(46.5, 54.0);
    assertThat(counters.get(DeviceCounter.FIXES_BY_CONFIGURED_GEOID)).isEqualTo(1);
    assertThat(counters.get(DeviceCounter.FIXES_WITHOUT_GEOID)).isZero();
  }

  /** Attitudes twenty times a second, fixes five times: each fix has the one between. */
  @Test
  void attitudeOfPashrIsThatOfTheFixsTime() {
    for (int i = 0; i < 20; i++) {
      say(
          stream,
          String.format(
              Locale.ROOT,
              "PASHR,0927%06.3f,%.2f,T,+%.2f,-1.00,0.00,0.01,0.01,0.02,1,1",
              10 + i * 0.05,
              (350 + i * 2.0) % 360,
              2 + i * 0.1));
      if (i % 4 == 2) {
        say(stream, gga(String.format(Locale.ROOT, "0927%05.2f", 10 + i * 0.05 - 0.02)));
      }
    }
    stream.end();
    assertThat(fixes).hasSize(5);
    assertThat(fixes.getFirst().heading()).isCloseTo(353.2 % 360, within(1e-6));
    assertThat(fixes.getFirst().roll()).isCloseTo(2.16, within(1e-6));
    assertThat(fixes.get(1).heading() + 360).isCloseTo(361.2, within(1e-6));
  }

  @Test
  void sentenceThatEndsWithItsDatagramIsComplete() {
    for (String body : Arrays.asList(gga("092710.00"), gga("092711.00"))) {
      int checksum = body.chars().reduce(0, (a, b) -> a ^ b);
      byte[] bytes = String.format("$%s*%02X", body, checksum).getBytes(StandardCharsets.US_ASCII);
      stream.accept(ByteBuffer.wrap(bytes), 0, 20, hostNanos);
      stream.accept(ByteBuffer.wrap(bytes), 20, bytes.length - 20, hostNanos);
    }
    stream.end();
    assertThat(fixes).hasSize(2);
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isZero();
  }
}
