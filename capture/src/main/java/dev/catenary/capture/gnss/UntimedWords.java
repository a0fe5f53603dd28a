package dev.catenary.capture.gnss;

/**
 * Headings and motions that came without a time, until it is known which burst of sentences they
 * belong to: between two sentences of different times, those before the longest silence belong to
 * the earlier. Where all came at once, they stand as they did at the start: behind the timed
 * sentences, or before the first of them.
 */
final class UntimedWords {
  private static final int WORDS_MAX = 16;

  private final boolean[] isHeading = new boolean[WORDS_MAX];
  private final double[] first = new double[WORDS_MAX];
  private final double[] second = new double[WORDS_MAX];
  private final long[] arrivals = new long[WORDS_MAX];
  private int count;
  private int earlier;
  private long burstNanos;
  private boolean anyBurst;
  private boolean leads;

  /** A true heading. */
  void heading(double headingRad, long hostTimeNanos, boolean isInEpoch) {
    add(true, headingRad, Double.NaN, hostTimeNanos, isInEpoch);
  }

  /** A speed and course over ground. */
  void motion(
      double speedMetresPerSecond, double courseDegrees, long hostTimeNanos, boolean isInEpoch) {
    add(false, speedMetresPerSecond, courseDegrees, hostTimeNanos, isInEpoch);
  }

  private void add(boolean heading, double a, double b, long hostTimeNanos, boolean isInEpoch) {
    leads |= !anyBurst && !isInEpoch;
    if (count == WORDS_MAX) {
      System.arraycopy(isHeading, 1, isHeading, 0, WORDS_MAX - 1);
      System.arraycopy(first, 1, first, 0, WORDS_MAX - 1);
      System.arraycopy(second, 1, second, 0, WORDS_MAX - 1);
      System.arraycopy(arrivals, 1, arrivals, 0, WORDS_MAX - 1);
      count--;
    }
    isHeading[count] = heading;
    first[count] = a;
    second[count] = b;
    arrivals[count] = hostTimeNanos;
    count++;
  }

  /** A timed sentence has come at this host time. */
  void burstAt(long hostTimeNanos) {
    burstNanos = hostTimeNanos;
    anyBurst = true;
  }

  /** A sentence of another time has come: tells which words belong to the burst before it. */
  void split(long hostTimeNanos) {
    if (!anyBurst) {
      earlier = 0;
      return;
    }
    long longest = -1;
    long shortest = Long.MAX_VALUE;
    int at = 0;
    for (int i = 0; i <= count; i++) {
      long from = i == 0 ? burstNanos : arrivals[i - 1];
      long silence = Math.abs((i == count ? hostTimeNanos : arrivals[i]) - from);
      shortest = Math.min(shortest, silence);
      if (silence >= longest) {
        longest = silence;
        at = i;
      }
    }
    earlier = longest == shortest && leads ? 0 : at;
  }

  /** All words so far belong to the epoch under way. */
  void allEarlier() {
    earlier = count;
  }

  /** Number of words, from the first on, that belong to the epoch under way. */
  int earlier() {
    return earlier;
  }

  int count() {
    return count;
  }

  /** Lets those go. */
  void dropEarlier() {
    int gone = earlier;
    count -= gone;
    System.arraycopy(isHeading, gone, isHeading, 0, count);
    System.arraycopy(first, gone, first, 0, count);
    System.arraycopy(second, gone, second, 0, count);
    System.arraycopy(arrivals, gone, arrivals, 0, count);
    earlier = 0;
  }

  boolean isHeading(int word) {
    return isHeading[word];
  }

  double headingRad(int word) {
    return first[word];
  }

  double speedMetresPerSecond(int word) {
    return first[word];
  }

  double courseDegrees(int word) {
    return second[word];
  }
}
