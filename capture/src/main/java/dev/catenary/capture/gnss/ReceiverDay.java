package dev.catenary.capture.gnss;

/**
 * The UTC day that a receiver's times of day belong to: the one that it has told, carried over each
 * midnight; before it has told any, the host's. One thread.
 */
final class ReceiverDay {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private long dayUnixNanos = -1;
  private long dayTimeNanos = -1;

  /** False while the host's clock has to do. */
  boolean isTold() {
    return dayUnixNanos >= 0;
  }

  /**
   * The receiver has said a date.
   *
   * @param daysSince1970 the UTC day
   * @param timeOfDayNanos when it was said
   */
  void tell(long daysSince1970, long timeOfDayNanos) {
    dayUnixNanos = daysSince1970 * DAY_NANOS;
    dayTimeNanos = timeOfDayNanos;
  }

  /**
   * The time of day as UTC, nanoseconds since 1970 without leap seconds: of the day that brings it
   * nearest to what was said last or, before any date, to the host's time.
   *
   * @param hostTimeNanos UTC by the host's clock, nanoseconds since 1970
   */
  long unixNanos(long timeOfDayNanos, long hostTimeNanos) {
    if (isTold()) {
      long sinceSaid = timeOfDayNanos - dayTimeNanos;
      long day = dayUnixNanos;
      if (sinceSaid < -DAY_NANOS / 2) {
        day += DAY_NANOS;
      } else if (sinceSaid > DAY_NANOS / 2) {
        day -= DAY_NANOS;
      }
      dayUnixNanos = day;
      dayTimeNanos = timeOfDayNanos;
      return day + timeOfDayNanos;
    }
    long hostDay = Math.floorDiv(hostTimeNanos, DAY_NANOS) * DAY_NANOS;
    long guess = hostDay + timeOfDayNanos;
    long off = guess - hostTimeNanos;
    if (off > DAY_NANOS / 2) {
      return guess - DAY_NANOS;
    }
    return off < -DAY_NANOS / 2 ? guess + DAY_NANOS : guess;
  }
}
