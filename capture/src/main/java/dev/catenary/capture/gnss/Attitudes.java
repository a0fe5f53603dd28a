package dev.catenary.capture.gnss;

/**
 * The last attitudes that came with a time of their own (PASHR), which may be more frequent than
 * fixes; reused. One for a fix is that of the same time, or lies between the two around it.
 */
final class Attitudes {
  private static final int KEPT = 32;
  private static final long BETWEEN_NANOS_MAX = 300_000_000;
  private static final long NO_TIME = -1;

  private final long[] times = new long[KEPT];
  private final double[] headings = new double[KEPT];
  private final double[] rolls = new double[KEPT];
  private final double[] pitches = new double[KEPT];
  private int next;
  private double headingRad;
  private double rollRad;
  private double pitchRad;

  Attitudes() {
    java.util.Arrays.fill(times, NO_TIME);
  }

  /**
   * @param timeOfDayNanos of the UTC day
   */
  void add(long timeOfDayNanos, double heading, double roll, double pitch) {
    times[next] = timeOfDayNanos;
    headings[next] = heading;
    rolls[next] = roll;
    pitches[next] = pitch;
    next = (next + 1) % KEPT;
  }

  /** Finds the attitude at a time of the day; false when none is near. */
  boolean find(long timeOfDayNanos) {
    int before = -1;
    int after = -1;
    for (int i = 0; i < KEPT; i++) {
      long off = times[i] - timeOfDayNanos;
      if (times[i] != NO_TIME && Math.abs(off) <= BETWEEN_NANOS_MAX) {
        if (off <= 0 && (before < 0 || times[i] > times[before])) {
          before = i;
        }
        if (off >= 0 && (after < 0 || times[i] < times[after])) {
          after = i;
        }
      }
    }
    if (before < 0 || after < 0) {
      return false;
    }
    long apart = times[after] - times[before];
    double part = apart == 0 ? 0 : (double) (timeOfDayNanos - times[before]) / apart;
    headingRad =
        headings[before]
            + part * Math.IEEEremainder(headings[after] - headings[before], 2 * Math.PI);
    rollRad = rolls[before] + part * (rolls[after] - rolls[before]);
    pitchRad = pitches[before] + part * (pitches[after] - pitches[before]);
    return true;
  }

  double headingRad() {
    return headingRad;
  }

  double rollRad() {
    return rollRad;
  }

  double pitchRad() {
    return pitchRad;
  }
}
