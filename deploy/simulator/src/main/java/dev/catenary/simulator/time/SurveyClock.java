package dev.catenary.simulator.time;

import java.time.Instant;

/**
 * The survey's time on all the clocks that its messages carry.
 *
 * @param startUnixSeconds UTC of the survey's start, a whole second
 */
public record SurveyClock(long startUnixSeconds) {
  private static final long NANOS = 1_000_000_000;

  /** Unix seconds of 1980-01-06T00:00Z. */
  private static final long GPS_EPOCH_UNIX_SECONDS = 315_964_800;

  /** GPS time less UTC since 2017-01-01 (IERS Bulletin C 52). */
  private static final long LEAP_SECONDS = 18;

  /** TAI less GPS time; constant (IS-GPS-200N, section 3.3.4). */
  private static final long TAI_LESS_GPS_SECONDS = 19;

  private static final long HOUR_MICROS = 3_600_000_000L;

  /** Nanoseconds since 1970-01-01T00:00Z. */
  public long unixNanos(long surveyNanos) {
    return startUnixSeconds * NANOS + surveyNanos;
  }

  /** Nanoseconds since 1980-01-06T00:00Z without leap seconds. */
  public long gpsNanos(long surveyNanos) {
    return (startUnixSeconds - GPS_EPOCH_UNIX_SECONDS + LEAP_SECONDS) * NANOS + surveyNanos;
  }

  /** Nanoseconds since 1970-01-01T00:00 TAI, as a PTP clock counts. */
  public long taiNanos(long surveyNanos) {
    return (startUnixSeconds + LEAP_SECONDS + TAI_LESS_GPS_SECONDS) * NANOS + surveyNanos;
  }

  /** Whole microseconds past the UTC hour. */
  public long hourMicros(long surveyNanos) {
    return Math.floorDiv(unixNanos(surveyNanos), 1_000) % HOUR_MICROS;
  }

  public Instant utc(long surveyNanos) {
    return Instant.ofEpochSecond(startUnixSeconds, surveyNanos);
  }
}
