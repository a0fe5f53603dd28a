package dev.catenary.uplink.laz;

import java.util.Arrays;

/**
 * The layer of GPS times, only where they change. Times are taken as the integers their bits make;
 * a step is told as a multiple of the latest step. Up to four sequences of times are kept, for
 * points that jump between them.
 */
final class GpsTimeLayer {
  static final int SEQUENCES = 4;
  static final int MULTIPLE_MAX = 500;
  static final int MULTIPLE_MIN = -10;
  static final int NEW_SEQUENCE = MULTIPLE_MAX - MULTIPLE_MIN + 1;
  static final int ODD_STEPS_MAX = 3;

  private final SymbolModel multiples = new SymbolModel(MULTIPLE_MAX - MULTIPLE_MIN + 5);
  private final SymbolModel firstSteps = new SymbolModel(5);
  private final IntegerCoder coder = new IntegerCoder(32, 9);
  private final long[] latest = new long[SEQUENCES];
  private final int[] latestStep = new int[SEQUENCES];
  private final int[] oddSteps = new int[SEQUENCES];
  private int current;
  private int newest;

  /** Adjusted standard GPS time of LAS: seconds since 1980-01-06, less 1e9. */
  static double seconds(long gpsTimeNanos) {
    return (gpsTimeNanos - 1_000_000_000_000_000_000L) / 1e9;
  }

  /** Returns false when all are the same: the layer is then left out. */
  boolean encode(ArithmeticEncoder encoder, int points, ChunkContext context) {
    encoder.start();
    multiples.reset();
    firstSteps.reset();
    coder.reset();
    Arrays.fill(latest, 0);
    Arrays.fill(latestStep, 0);
    Arrays.fill(oddSteps, 0);
    current = 0;
    newest = 0;
    latest[0] = context.timeBits[0];
    boolean changed = false;
    for (int i = 1; i < points; i++) {
      if (context.timeChanged[i] != 0) {
        changed = true;
        time(encoder, context.timeBits[i]);
      }
    }
    encoder.finish();
    return changed;
  }

  private void time(ArithmeticEncoder encoder, long time) {
    long step = time - latest[current];
    if (step == (int) step) {
      if (latestStep[current] == 0) {
        encoder.encode(firstSteps, 0);
        coder.encode(encoder, 0, (int) step, 0);
        latestStep[current] = (int) step;
        oddSteps[current] = 0;
      } else {
        stepAsMultiple(encoder, (int) step);
      }
      latest[current] = time;
      return;
    }
    for (int i = 1; i < SEQUENCES; i++) {
      int other = (current + i) & (SEQUENCES - 1);
      long otherStep = time - latest[other];
      if (otherStep == (int) otherStep) {
        sequence(encoder, i + 1);
        current = other;
        time(encoder, time);
        return;
      }
    }
    sequence(encoder, 1);
    coder.encode(encoder, (int) (latest[current] >>> 32), (int) (time >>> 32), 8);
    encoder.raw32((int) time);
    newest = (newest + 1) & (SEQUENCES - 1);
    current = newest;
    latestStep[current] = 0;
    oddSteps[current] = 0;
    latest[current] = time;
  }

  /** Tells of a change of sequence: 1 is a new one, the others are counted on from the current. */
  private void sequence(ArithmeticEncoder encoder, int which) {
    if (latestStep[current] == 0) {
      encoder.encode(firstSteps, which);
    } else {
      encoder.encode(multiples, NEW_SEQUENCE + which - 1);
    }
  }

  private void stepAsMultiple(ArithmeticEncoder encoder, int step) {
    int unit = latestStep[current];
    float ratio = (float) step / (float) unit;
    int multiple = (int) (ratio >= 0 ? ratio + 0.5 : ratio - 0.5);
    if (multiple == 1) {
      encoder.encode(multiples, 1);
      coder.encode(encoder, unit, step, 1);
      oddSteps[current] = 0;
    } else if (multiple > 0 && multiple < MULTIPLE_MAX) {
      encoder.encode(multiples, multiple);
      coder.encode(encoder, multiple * unit, step, multiple < 10 ? 2 : 3);
    } else if (multiple < 0 && multiple > MULTIPLE_MIN) {
      encoder.encode(multiples, MULTIPLE_MAX - multiple);
      coder.encode(encoder, multiple * unit, step, 5);
    } else {
      oddStep(encoder, step, multiple, unit);
    }
  }

  /** A step far from any multiple; after some of them it becomes the unit. */
  private void oddStep(ArithmeticEncoder encoder, int step, int multiple, int unit) {
    if (multiple > 0) {
      encoder.encode(multiples, MULTIPLE_MAX);
      coder.encode(encoder, MULTIPLE_MAX * unit, step, 4);
    } else if (multiple < 0) {
      encoder.encode(multiples, MULTIPLE_MAX - MULTIPLE_MIN);
      coder.encode(encoder, MULTIPLE_MIN * unit, step, 6);
    } else {
      encoder.encode(multiples, 0);
      coder.encode(encoder, 0, step, 7);
    }
    oddSteps[current]++;
    if (oddSteps[current] > ODD_STEPS_MAX) {
      latestStep[current] = step;
      oddSteps[current] = 0;
    }
  }
}
