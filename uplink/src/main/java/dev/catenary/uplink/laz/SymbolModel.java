package dev.catenary.uplink.laz;

import java.util.Arrays;

/** Probability of each symbol of a small alphabet, learned from those already encoded. */
final class SymbolModel {
  static final int LENGTH_SHIFT = 15;

  private static final int COUNT_MAX = 1 << LENGTH_SHIFT;

  final int[] distribution;
  final int[] counts;
  final int last;
  int untilUpdate;
  private int total;
  private int cycle;

  SymbolModel(int symbols) {
    distribution = new int[symbols];
    counts = new int[symbols];
    last = symbols - 1;
    reset();
  }

  /** Forgets all: every symbol is as likely as any. */
  void reset() {
    Arrays.fill(counts, 1);
    total = 0;
    cycle = counts.length;
    update();
    cycle = (counts.length + 6) >>> 1;
    untilUpdate = cycle;
  }

  /** Takes what was counted into the distribution; less and less often. */
  void update() {
    int symbols = counts.length;
    total += cycle;
    if (total > COUNT_MAX) {
      total = 0;
      for (int symbol = 0; symbol < symbols; symbol++) {
        counts[symbol] = (counts[symbol] + 1) >>> 1;
        total += counts[symbol];
      }
    }
    int scale = Integer.divideUnsigned(0x8000_0000, total);
    int sum = 0;
    for (int symbol = 0; symbol < symbols; symbol++) {
      distribution[symbol] = (scale * sum) >>> (31 - LENGTH_SHIFT);
      sum += counts[symbol];
    }
    cycle = Math.min((5 * cycle) >>> 2, (symbols + 6) << 3);
    untilUpdate = cycle;
  }
}
