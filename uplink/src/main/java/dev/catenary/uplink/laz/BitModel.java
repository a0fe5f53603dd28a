package dev.catenary.uplink.laz;

/** Probability that a bit is zero, learned from those already encoded. */
final class BitModel {
  static final int LENGTH_SHIFT = 13;

  private static final int COUNT_MAX = 1 << LENGTH_SHIFT;
  private static final int CYCLE_MAX = 64;

  int zeroProbability;
  int zeros;
  int untilUpdate;
  private int count;
  private int cycle;

  BitModel() {
    reset();
  }

  void reset() {
    zeros = 1;
    count = 2;
    zeroProbability = 1 << (LENGTH_SHIFT - 1);
    cycle = 4;
    untilUpdate = 4;
  }

  void update() {
    count += cycle;
    if (count > COUNT_MAX) {
      count = (count + 1) >>> 1;
      zeros = (zeros + 1) >>> 1;
      if (zeros == count) {
        count++;
      }
    }
    int scale = Integer.divideUnsigned(0x8000_0000, count);
    zeroProbability = (zeros * scale) >>> (31 - LENGTH_SHIFT);
    cycle = Math.min((5 * cycle) >>> 2, CYCLE_MAX);
    untilUpdate = cycle;
  }
}
