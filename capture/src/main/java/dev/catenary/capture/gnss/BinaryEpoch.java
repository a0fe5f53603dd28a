package dev.catenary.capture.gnss;

/**
 * Tells when all binary messages of one moment have come: with one of another moment, with a
 * message that says so, with silence, or, once three moments were alike, with their usual last one.
 * The moment is any number that its messages share, as the time of the week.
 */
final class BinaryEpoch {
  private static final int ALIKE_MIN = 3;
  private static final long NONE = Long.MIN_VALUE;

  private final Runnable onEnd;
  private long moment = NONE;
  private long closedMoment = NONE;
  private int kinds;
  private int last;
  private int usualKinds;
  private int usualLast;
  private int alike;

  /** True once something came behind the end of its moment: then only the next one ends it. */
  private boolean isPatient;

  /**
   * @param onEnd hands on what was said of the moment
   */
  BinaryEpoch(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  /**
   * A message has come.
   *
   * @param kind a number below 32
   * @return false when its moment has ended already, so that what it says comes too late
   */
  boolean joins(long itsMoment, int kind) {
    if (itsMoment != moment) {
      if (itsMoment == closedMoment) {
        isPatient = true;
        return false;
      }
      end();
      moment = itsMoment;
    }
    kinds |= 1 << kind;
    last = kind;
    return true;
  }

  /** Ends the moment, when the message that was taken up is its usual last one. */
  void messageEnds() {
    if (!isPatient && alike >= ALIKE_MIN && kinds == usualKinds && last == usualLast) {
      end();
    }
  }

  /** The receiver says that the moment is told. */
  void endsWith(long itsMoment) {
    if (itsMoment == moment) {
      end();
    }
  }

  void quiet() {
    if (!isPatient) {
      end();
    }
  }

  void end() {
    if (moment == NONE) {
      return;
    }
    alike = kinds == usualKinds && last == usualLast ? alike + 1 : 0;
    usualKinds = kinds;
    usualLast = last;
    closedMoment = moment;
    moment = NONE;
    kinds = 0;
    onEnd.run();
  }
}
