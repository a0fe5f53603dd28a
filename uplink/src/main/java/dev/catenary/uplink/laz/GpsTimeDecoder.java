package dev.catenary.uplink.laz;

import java.util.Arrays;

/** The reading side of {@link GpsTimeLayer}. */
final class GpsTimeDecoder {
  private final SymbolModel multiples =
      new SymbolModel(GpsTimeLayer.MULTIPLE_MAX - GpsTimeLayer.MULTIPLE_MIN + 5);
  private final SymbolModel firstSteps = new SymbolModel(5);
  private final IntegerDecoder coder = new IntegerDecoder(32, 9);
  private final long[] latest = new long[GpsTimeLayer.SEQUENCES];
  private final int[] latestStep = new int[GpsTimeLayer.SEQUENCES];
  private final int[] oddSteps = new int[GpsTimeLayer.SEQUENCES];
  private int current;
  private int newest;

  /** Begins with the time of the first point. */
  void start(long firstBits) {
    multiples.reset();
    firstSteps.reset();
    coder.reset();
    Arrays.fill(latest, 0);
    Arrays.fill(latestStep, 0);
    Arrays.fill(oddSteps, 0);
    current = 0;
    newest = 0;
    latest[0] = firstBits;
  }

  /** The next time that is not that of the point before, as the bits of a double. */
  long next(ArithmeticDecoder decoder) {
    // Damaged bytes could go from sequence to sequence for ever.
    for (int turns = 0; turns <= GpsTimeLayer.SEQUENCES; turns++) {
      boolean isFirst = latestStep[current] == 0;
      int which = decoder.decode(isFirst ? firstSteps : multiples);
      int sequence = isFirst ? which : which - GpsTimeLayer.NEW_SEQUENCE + 1;
      if (sequence <= 0) {
        latest[current] += isFirst ? firstStep(decoder) : step(decoder, which);
        return latest[current];
      }
      if (sequence == 1) {
        return newSequence(decoder);
      }
      current = (current + sequence - 1) & (GpsTimeLayer.SEQUENCES - 1);
    }
    return latest[current];
  }

  private int firstStep(ArithmeticDecoder decoder) {
    int step = coder.decode(decoder, 0, 0);
    latestStep[current] = step;
    oddSteps[current] = 0;
    return step;
  }

  private long newSequence(ArithmeticDecoder decoder) {
    long high = coder.decode(decoder, (int) (latest[current] >>> 32), 8);
    long low = decoder.raw(32) & 0xFFFF_FFFFL;
    newest = (newest + 1) & (GpsTimeLayer.SEQUENCES - 1);
    current = newest;
    latestStep[current] = 0;
    oddSteps[current] = 0;
    latest[current] = high << 32 | low;
    return latest[current];
  }

  private int step(ArithmeticDecoder decoder, int which) {
    int unit = latestStep[current];
    if (which == 1) {
      oddSteps[current] = 0;
      return coder.decode(decoder, unit, 1);
    }
    if (which > 0 && which < GpsTimeLayer.MULTIPLE_MAX) {
      return coder.decode(decoder, which * unit, which < 10 ? 2 : 3);
    }
    if (which > GpsTimeLayer.MULTIPLE_MAX
        && which < GpsTimeLayer.MULTIPLE_MAX - GpsTimeLayer.MULTIPLE_MIN) {
      return coder.decode(decoder, (GpsTimeLayer.MULTIPLE_MAX - which) * unit, 5);
    }
    int step =
        which == 0
            ? coder.decode(decoder, 0, 7)
            : which == GpsTimeLayer.MULTIPLE_MAX
                ? coder.decode(decoder, GpsTimeLayer.MULTIPLE_MAX * unit, 4)
                : coder.decode(decoder, GpsTimeLayer.MULTIPLE_MIN * unit, 6);
    oddSteps[current]++;
    if (oddSteps[current] > GpsTimeLayer.ODD_STEPS_MAX) {
      latestStep[current] = step;
      oddSteps[current] = 0;
    }
    return step;
  }
}
