package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole sentences give time, day, heading, course, height. */
class NmeaFixTest {
  private static final String PLACE = "4717.11399,N,00833.91590,E";

  private final Counters counters = new Counters();
  private final List<Fix> fixes = new ArrayList<>();
  private final GnssStream stream =
      new GnssStream(
          counters,
          18,
          new GnssListener() {
            @Override
            public void fix(GnssFix fix) {
              fixes.add(
                  new Fix(
                      Instant.ofEpochSecond(0, GpsTime.toUnix(fix.gpsTimeNanos, 18)),
                      Math.toDegrees(fix.headingRad),
                      Math.toDegrees(fix.courseRad),
                      fix.speedMetresPerSecond,
                      fix.heightMetres,
                      fix.quality));
            }

            @Override
            public void ins(InsSolution solution) {}
          });

  private record Fix(
      Instant utc,
      double heading,
      double course,
      double speed,
      double height,
      PoseQuality quality) {}

  private void accept(String body, long hostTimeNanos) {
    byte[] bytes = framed(body);
    stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, hostTimeNanos);
  }

  /** All fixes, that of the last moment too. */
  private List<Fix> fixes() {
    stream.end();
    return fixes;
  }

  private void accept(String body) {
    accept(body, 0);
  }

  private static byte[] framed(String body) {
    int checksum = body.chars().reduce(0, (a, b) -> a ^ b);
    return String.format("$%s*%02X\r\n", body, checksum).getBytes(StandardCharsets.US_ASCII);
  }

  private static String gga(String time) {
    return "GNGGA," + time + "," + PLACE + ",4,12,0.7,499.6,M,48.0,M,1.0,0001";
  }

  private static String rmc(String time, String date, String speedKnots, String course) {
    return "GNRMC," + time + ",A," + PLACE + "," + speedKnots + "," + course + "," + date + ",,,R";
  }

  @Test
  void fixHasEllipsoidalHeightDateAndSpeed() {
    accept(rmc("092725.00", "200926", "10.0", "77.5"));
    accept(gga("092725.00"));
    Fix fix = fixes().getFirst();
    assertThat(fix.utc()).isEqualTo("2026-09-20T09:27:25Z");
    assertThat(fix.height()).isCloseTo(547.6, within(1e-9));
    assertThat(fix.speed()).isCloseTo(5.14444, within(1e-4));
    assertThat(fix.course()).isCloseTo(77.5, within(1e-9));
    assertThat(fix.quality()).isEqualTo(PoseQuality.RTK_FIXED);
  }

  @Test
  void dayGoesOnAtMidnightWhetherRmcComesBeforeOrAfter() {
    accept(rmc("235959.00", "311225", "0.0", ""));
    accept(gga("235959.00"));
    accept(gga("000000.00"));
    accept(rmc("000000.00", "010126", "0.0", ""));
    accept(gga("000001.00"));
    assertThat(fixes().stream().map(Fix::utc).map(Instant::toString))
        .containsExactly("2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z");
  }

  /** One RMC at the start and then only GGA: the days must still be counted. */
  @Test
  void daysAreCountedOnWithoutFurtherRmc() {
    accept(rmc("120000.00", "310826", "0.0", ""));
    for (int hour = 18; hour < 60; hour += 6) {
      accept(gga(String.format("%02d0000.00", hour % 24)));
    }
    assertThat(fixes().getLast().utc()).isEqualTo("2026-09-02T06:00:00Z");
  }

  @Test
  void dayWithoutRmcIsTheHosts() {
    long host = Instant.parse("2026-11-22T00:00:01Z").getEpochSecond() * 1_000_000_000L;
    accept(gga("235959.00"), host);
    assertThat(fixes().getFirst().utc()).isEqualTo("2026-11-21T23:59:59Z");
  }

  /** A receiver that has not yet heard the date says 1980, not 2080. */
  @Test
  void dateBeforeTheFirstFixIsNotTakenForTheFuture() {
    accept(rmc("000005.00", "060180", "0.0", ""));
    accept(gga("000005.00"));
    assertThat(fixes().getFirst().utc()).isEqualTo("1980-01-06T00:00:05Z");
  }

  @Test
  void headingIsTakenFromHdtAndThs() {
    accept("GNHDT,123.4,T");
    accept(gga("092725.00"));
    accept("GNTHS,124.5,A");
    accept(gga("092726.00"));
    assertThat(fixes().get(0).heading()).isCloseTo(123.4, within(1e-9));
    assertThat(fixes().get(1).heading()).isCloseTo(124.5, within(1e-9));
  }

  @Test
  void headingThatIsNoLongerSaidIsNoLongerGiven() {
    accept("GNHDT,123.4,T");
    for (int second = 0; second < 10; second++) {
      accept(gga(String.format("09272%d.00", second)));
    }
    assertThat(fixes().get(1).heading()).isCloseTo(123.4, within(1e-9));
    assertThat(fixes().get(9).heading()).isNaN();
  }

  @Test
  void headingMarkedInvalidIsDropped() {
    accept("GNTHS,123.4,A");
    accept("GNTHS,,V");
    accept(gga("092725.00"));
    assertThat(fixes().getFirst().heading()).isNaN();
  }

  @Test
  void courseOfAnInvalidRmcIsDropped() {
    accept(rmc("092724.00", "200926", "10.0", "77.5"));
    accept("GNRMC,092725.00,V,,,,,,,200926,,,N");
    accept(gga("092725.00"));
    assertThat(fixes().getFirst().course()).isNaN();
    assertThat(fixes().getFirst().speed()).isNaN();
  }

  @Test
  void speedAndCourseAreTakenFromVtg() {
    accept("GNVTG,84.4,T,,M,9.7,N,18.0,K,A");
    accept(gga("092725.00"));
    assertThat(fixes().getFirst().course()).isCloseTo(84.4, within(1e-9));
    assertThat(fixes().getFirst().speed()).isCloseTo(5, within(1e-9));
  }

  /** Without the geoid's separation the height above the ellipsoid is not known. */
  @Test
  void fixWithoutSeparationIsCountedAndNotTaken() {
    accept("GNGGA,092725.00," + PLACE + ",4,12,0.7,499.6,M,,,1.0,0001");
    assertThat(fixes()).isEmpty();
    assertThat(counters.get(DeviceCounter.NMEA_MALFORMED)).isZero();
    assertThat(counters.get(DeviceCounter.FIXES_WITHOUT_GEOID)).isEqualTo(1);
  }

  @Test
  void sentenceOfAnotherTypeIsCounted() {
    accept("GPGSA,A,3,10,28,09,13,,,,,,,,,03.4,01.7,03.0");
    accept("PUBX,03,00");
    assertThat(counters.get(DeviceCounter.NMEA_OTHER)).isEqualTo(2);
  }

  @Test
  void goodChecksumWithBadFieldsIsCounted() {
    accept("GNGGA,09x725.00," + PLACE + ",4,12,0.7,499.6,M,48.0,M,1.0,0001");
    accept("GNRMC,092725.00,A");
    assertThat(fixes()).isEmpty();
    assertThat(counters.get(DeviceCounter.NMEA_MALFORMED)).isEqualTo(2);
  }

  @Test
  void sentencesAreReadWithoutAllocation() {
    Counters own = new Counters();
    GnssStream quiet =
        new GnssStream(
            own,
            18,
            new GnssListener() {
              @Override
              public void fix(GnssFix fix) {}

              @Override
              public void ins(InsSolution solution) {}
            });
    byte[] one = second("092725.00");
    byte[] other = second("092726.00");
    ByteBuffer first = ByteBuffer.wrap(one);
    ByteBuffer second = ByteBuffer.wrap(other);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 5_000; i++) {
      quiet.accept(i % 2 == 0 ? first : second, 0, one.length, 0);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 2_000; i++) {
      quiet.accept(i % 2 == 0 ? first : second, 0, one.length, 0);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    assertThat(own.get(DeviceCounter.NMEA_SENTENCES)).isEqualTo(21_000);
  }

  private static byte[] second(String time) {
    return (new String(framed(rmc(time, "200926", "10.0", "77.5")), StandardCharsets.US_ASCII)
            + new String(framed("GNHDT,123.4,T"), StandardCharsets.US_ASCII)
            + new String(framed(gga(time)), StandardCharsets.US_ASCII))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
