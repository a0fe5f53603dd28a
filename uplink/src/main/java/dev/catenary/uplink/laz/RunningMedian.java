package dev.catenary.uplink.laz;

/**
 * The median of about the latest five numbers: five in order, of which a new one pushes out the
 * lowest and the highest in turn.
 */
final class RunningMedian {
  private final int[] ordered = new int[5];
  private boolean pushesHighest = true;

  void reset() {
    java.util.Arrays.fill(ordered, 0);
    pushesHighest = true;
  }

  int get() {
    return ordered[2];
  }

  void add(int value) {
    int[] v = ordered;
    if (pushesHighest) {
      boolean belowMedian = value < v[2];
      int at = belowMedian ? (value < v[0] ? 0 : value < v[1] ? 1 : 2) : (value < v[3] ? 3 : 4);
      for (int i = 4; i > at; i--) {
        v[i] = v[i - 1];
      }
      v[at] = value;
      pushesHighest = belowMedian;
    } else {
      boolean aboveMedian = v[2] < value;
      int at = aboveMedian ? (v[4] < value ? 4 : v[3] < value ? 3 : 2) : (v[1] < value ? 1 : 0);
      for (int i = 0; i < at; i++) {
        v[i] = v[i + 1];
      }
      v[at] = value;
      pushesHighest = !aboveMedian;
    }
  }
}
