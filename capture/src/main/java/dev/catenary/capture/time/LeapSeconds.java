package dev.catenary.capture.time;

/**
 * GPS time less UTC at any date: by a dated table, and by what receivers say for dates that the
 * table does not know yet; or one configured number. Capture thread alone.
 *
 * <p>Source of the table: IERS Bulletin C, issues 19 to 70; GPS time is 19 s behind TAI.
 */
public final class LeapSeconds {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long DAY_NANOS = 86_400 * SECOND_NANOS;

  /** Year and month from whose first day on the number is one more; the first makes it 1. */
  private static final int[][] STEPS = {
    {1981, 7}, {1982, 7}, {1983, 7}, {1985, 7}, {1988, 1}, {1990, 1}, {1991, 1}, {1992, 7},
    {1993, 7}, {1994, 7}, {1996, 1}, {1997, 7}, {1999, 1}, {2006, 1}, {2009, 1}, {2012, 7},
    {2015, 7}, {2017, 1}
  };

  /** Bulletin C 70 says that nothing changes before. */
  private static final long TABLE_ENDS_UNIX_NANOS = GpsTime.daysSince1970(2026, 6, 28) * DAY_NANOS;

  private static final long[] STEP_UNIX_NANOS = new long[STEPS.length];

  static {
    for (int i = 0; i < STEPS.length; i++) {
      STEP_UNIX_NANOS[i] = GpsTime.daysSince1970(STEPS[i][0], STEPS[i][1], 1) * DAY_NANOS;
    }
  }

  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final int configured;
  private int told = UNKNOWN;
  private long toldUnixNanos;

  private LeapSeconds(int configured) {
    this.configured = configured;
  }

  /** By table and receivers. */
  public static LeapSeconds byDate() {
    return new LeapSeconds(UNKNOWN);
  }

  /** One number for all dates. */
  public static LeapSeconds configured(int seconds) {
    return new LeapSeconds(seconds);
  }

  /**
   * A receiver has said the number, and that it is sure of it. It counts from then on, where the
   * table does not know the date.
   *
   * @param gpsTimeNanos when it was said
   */
  public void tell(int seconds, long gpsTimeNanos) {
    long unixNanos = GpsTime.toUnix(gpsTimeNanos, seconds);
    // A number that is off by more is a damaged message, not a leap second.
    if (Math.abs(seconds - ofTable(unixNanos)) <= 2) {
      told = seconds;
      toldUnixNanos = unixNanos;
    }
  }

  /**
   * The number at a UTC time.
   *
   * @param unixNanos nanoseconds since 1970-01-01T00:00Z without leap seconds
   */
  public int atUtc(long unixNanos) {
    if (configured != UNKNOWN) {
      return configured;
    }
    boolean isTold =
        told != UNKNOWN && unixNanos >= TABLE_ENDS_UNIX_NANOS && unixNanos >= toldUnixNanos;
    return isTold ? told : ofTable(unixNanos);
  }

  /** The number at a GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public int atGps(long gpsTimeNanos) {
    int nearly = atUtc(GpsTime.toUnix(gpsTimeNanos, 0));
    return atUtc(GpsTime.toUnix(gpsTimeNanos, nearly));
  }

  /** UTC as GPS time. */
  public long gpsOfUnix(long unixNanos) {
    return GpsTime.ofUnix(unixNanos, atUtc(unixNanos));
  }

  /** GPS time as UTC. */
  public long unixOfGps(long gpsTimeNanos) {
    return GpsTime.toUnix(gpsTimeNanos, atGps(gpsTimeNanos));
  }

  private static int ofTable(long unixNanos) {
    int seconds = 0;
    while (seconds < STEP_UNIX_NANOS.length && unixNanos >= STEP_UNIX_NANOS[seconds]) {
      seconds++;
    }
    return seconds;
  }
}
