package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.TimeQuality;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeTieTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final int LEAP = 18;

  private final Counters counters = new Counters();
  private final PointBatch batch = new PointBatch(1);

  private static long unix(String instant) {
    return Instant.parse(instant).toEpochMilli() * MILLI;
  }

  private static long gps(String instant) {
    return unix(instant) - unix("1980-01-06T00:00:00Z") + LEAP * SECOND;
  }

  /** The GPS time that the tie gives to a sensor time in a datagram that came at a host time. */
  private long tied(TimeTie tie, long sensorNanos, long hostNanos) {
    batch.clear();
    batch.size = 1;
    batch.sensorTimeNanos[0] = sensorNanos;
    batch.hostTimeNanos = hostNanos;
    tie.tie(batch);
    return batch.gpsTimeNanos(0);
  }

  @Test
  void pulsedSensorGivesTheHourItsStampAndTheHostAgreeOn() {
    TimeTie tie = new TimeTie(SensorTimeScale.UTC_HOUR, LEAP, counters);
    tie.locked(true);
    assertThat(tied(tie, 754 * SECOND, unix("2026-11-21T07:12:34.300Z")))
        .isEqualTo(gps("2026-11-21T07:12:34Z"));
    assertThat(batch.timeQuality).isEqualTo(TimeQuality.PPS_NMEA);
  }

  @Test
  void stampBeforeTheHourThatArrivesAfterItBelongsToTheOldHour() {
    TimeTie tie = new TimeTie(SensorTimeScale.UTC_HOUR, LEAP, counters);
    tie.locked(true);
    assertThat(tied(tie, 3_599 * SECOND, unix("2026-11-22T00:00:00.500Z")))
        .isEqualTo(gps("2026-11-21T23:59:59Z"));
    assertThat(tied(tie, SECOND, unix("2026-11-21T23:59:59.900Z")))
        .isEqualTo(gps("2026-11-22T00:00:01Z"));
  }

  /** PTP counts TAI; at this moment TAI was 37 s ahead of UTC (IERS Bulletin C 52). */
  @Test
  void taiIsThirtySevenSecondsAheadOfUtc() {
    TimeTie tie = new TimeTie(SensorTimeScale.TAI, LEAP, counters);
    long tai = unix("2026-11-21T07:00:00Z") + 37 * SECOND;
    assertThat(tied(tie, tai, 0)).isEqualTo(gps("2026-11-21T07:00:00Z"));
    assertThat(batch.timeQuality).isEqualTo(TimeQuality.PTP);
  }

  @Test
  void freeClockIsTiedByTheLeastDelaySeen() {
    TimeTie tie = new TimeTie(SensorTimeScale.FREE, LEAP, counters);
    long start = unix("2026-11-21T07:00:00Z");
    long[] delays = {9, 4, 7, 1, 30, 2, 12};
    long last = 0;
    for (int i = 0; i < delays.length; i++) {
      last = tied(tie, i * 10 * MILLI, start + i * 10 * MILLI + delays[i] * MILLI);
    }
    long exact = gps("2026-11-21T07:00:00Z") + 60 * MILLI;
    assertThat(last - exact).isCloseTo(MILLI, within(10_000L));
    assertThat(batch.timeQuality).isEqualTo(TimeQuality.HOST);
    assertThat(counters.get(DeviceCounter.CLOCK_STEPS)).isZero();
  }

  @Test
  void unlockedHourStampsGoOnOverTheHour() {
    TimeTie tie = new TimeTie(SensorTimeScale.UTC_HOUR, LEAP, counters);
    long start = unix("2026-11-21T07:00:00Z");
    long before = tied(tie, 3_599 * SECOND, start);
    long after = tied(tie, SECOND, start + 2 * SECOND);
    assertThat(after - before).isEqualTo(2 * SECOND);
    assertThat(counters.get(DeviceCounter.CLOCK_STEPS)).isZero();
  }

  @Test
  void slowDriftOfAFreeClockIsFollowed() {
    TimeTie tie = new TimeTie(SensorTimeScale.FREE, LEAP, counters);
    long start = unix("2026-11-21T07:00:00Z");
    long error = 0;
    for (int i = 0; i < 100_000; i++) {
      long host = i * 10 * MILLI;
      // The sensor's clock loses 50 parts in a million.
      long sensor = host - host / 20_000;
      error = tied(tie, sensor, start + host) - gps("2026-11-21T07:00:00Z") - host;
    }
    assertThat(error).isCloseTo(0L, within(MILLI));
    assertThat(counters.get(DeviceCounter.CLOCK_STEPS)).isZero();
  }

  @Test
  void stepOfTheHostsClockIsCountedAndTheTieMadeAnew() {
    TimeTie tie = new TimeTie(SensorTimeScale.FREE, LEAP, counters);
    long start = unix("2026-11-21T07:00:00Z");
    tied(tie, 0, start);
    long after = tied(tie, 10 * MILLI, start + 3_600 * SECOND);
    assertThat(after).isEqualTo(gps("2026-11-21T08:00:00Z"));
    assertThat(counters.get(DeviceCounter.CLOCK_STEPS)).isEqualTo(1);
  }

  @Test
  void stepOfTheHostsClockMovesNoPulsedTime() {
    TimeTie tie = new TimeTie(SensorTimeScale.UTC_HOUR, LEAP, counters);
    tie.locked(true);
    long start = unix("2026-11-21T07:12:00Z");
    long first = tied(tie, 720 * SECOND, start);
    long second = tied(tie, 721 * SECOND, start + 400 * SECOND);
    assertThat(second - first).isEqualTo(SECOND);
  }
}
