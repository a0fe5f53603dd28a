package dev.catenary.capture.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.point.PointBatch;
import dev.catenary.proto.point.TimeQuality;
import org.junit.jupiter.api.Test;

/** The tie of a sensor whose clock is a PTP slave. */
class PtpTieTest {
  /**
   * 2026-01-01T00:00Z is 1767225600 s of UNIX time and 1451260818 s of GPS time (18 leap seconds).
   */
  private static final long UNIX_NANOS = 1_767_225_600_000_000_000L;

  private static final long GPS_NANOS = 1_451_260_818_000_000_000L;

  private static PointBatch tied(long sensorNanos) {
    PointBatch batch = new PointBatch(1);
    batch.size = 1;
    batch.sensorTimeNanos[0] = sensorNanos;
    batch.hostTimeNanos = UNIX_NANOS + 4_000_000;
    new TimeTie(SensorTimeScale.TAI, 18, new Counters()).tie(batch);
    return batch;
  }

  @Test
  void taiIsThirtySevenSecondsBeforeUtcAndNeedsNoHostClock() {
    PointBatch batch = tied(UNIX_NANOS + 37_000_000_000L);
    assertThat(batch.gpsTimeNanos(0)).isEqualTo(GPS_NANOS);
    assertThat(batch.timeQuality).isEqualTo(TimeQuality.PTP);
  }

  @Test
  void slaveThatHasNeverHadAMasterIsTiedByArrivalAndSaidToBe() {
    PointBatch batch = tied(615_000_000_000L);
    assertThat(batch.gpsTimeNanos(0)).isEqualTo(GPS_NANOS + 4_000_000);
    assertThat(batch.timeQuality).isEqualTo(TimeQuality.HOST);
  }
}
