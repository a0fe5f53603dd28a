package dev.catenary.capture.gnss;

import dev.catenary.capture.time.LeapSeconds;

/**
 * The GPS week that times of the week belong to: the one that the receiver has told, or that of its
 * date, carried over each week's end; before either the host's. One thread.
 */
final class GpsWeek {
  private static final long WEEK_NANOS = 604_800_000_000_000L;
  private static final long MILLI_NANOS = 1_000_000;

  private final LeapSeconds leapSeconds;
  private boolean told;
  private long lastNanos;

  GpsWeek(LeapSeconds leapSeconds) {
    this.leapSeconds = leapSeconds;
  }

  /** False while the host's clock has to do. */
  boolean isTold() {
    return told;
  }

  /** The receiver has said a GPS time, right to some days. */
  void tell(long gpsTimeNanos) {
    told = true;
    lastNanos = gpsTimeNanos;
  }

  /** The receiver has said the week of a time of the week. */
  void tellWeek(int week, long towMillis) {
    tell(week * WEEK_NANOS + towMillis * MILLI_NANOS);
  }

  /**
   * The time of the week as GPS time, in the week that brings it nearest to what is known.
   *
   * @param hostTimeNanos UTC by the host's clock, nanoseconds since 1970
   */
  long gpsTimeNanos(long towMillis, long hostTimeNanos) {
    long near = told ? lastNanos : leapSeconds.gpsOfUnix(hostTimeNanos);
    long tow = towMillis * MILLI_NANOS;
    long week = Math.floorDiv(near - tow + WEEK_NANOS / 2, WEEK_NANOS);
    long gps = week * WEEK_NANOS + tow;
    lastNanos = told ? gps : lastNanos;
    return gps;
  }
}
