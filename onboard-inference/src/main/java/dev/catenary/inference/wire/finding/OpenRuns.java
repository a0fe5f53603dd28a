package dev.catenary.inference.wire.finding;

/**
 * The two longest stretches of a line with nothing around it, in bins where it is seen. What crowds
 * a bin ends a stretch; a bin in which nothing is seen does not.
 */
final class OpenRuns {
  private int now;
  private int longest;
  private int second;

  /** The next bin along the line. */
  void next(boolean isSeen, boolean isCrowded) {
    if (isCrowded) {
      end();
    } else if (isSeen) {
      now++;
    }
  }

  /** Ends the last run. */
  void end() {
    if (now > longest) {
      second = longest;
      longest = now;
    } else {
      second = Math.max(second, now);
    }
    now = 0;
  }

  int longest() {
    return longest;
  }

  int second() {
    return second;
  }
}
