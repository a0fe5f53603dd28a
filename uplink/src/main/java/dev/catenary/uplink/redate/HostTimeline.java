package dev.catenary.uplink.redate;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of the host's clock since this process began, found by a clock that never steps. A time
 * that the host's clock has shown belongs to the stretch between two steps in which it was shown.
 */
final class HostTimeline {
  /** Less is the work of a time service that slows or hurries the clock. */
  static final long STEP_NANOS = 2_000_000_000;

  private final List<Stretch> stretches = new ArrayList<>();
  private long offsetNanos;

  /** From one step to the next. */
  private static final class Stretch {
    private final long firstSealNumber;
    private final long fromHostNanos;
    private final long stepNanos;
    private long toHostNanos;

    private Stretch(long firstSealNumber, long hostNanos, long stepNanos) {
      this.firstSealNumber = firstSealNumber;
      this.fromHostNanos = hostNanos;
      this.toHostNanos = hostNanos;
      this.stepNanos = stepNanos;
    }

    private boolean mayHaveShown(long hostNanos) {
      return hostNanos >= fromHostNanos - STEP_NANOS && hostNanos <= toHostNanos + STEP_NANOS;
    }
  }

  /**
   * Looks at both clocks.
   *
   * @param nanos of the clock that never steps
   * @param nextSealNumber of the next chunk to be sealed
   * @return true when the host's clock has stepped since the last look
   */
  boolean look(long hostNanos, long nanos, long nextSealNumber) {
    long offset = hostNanos - nanos;
    long step = offset - offsetNanos;
    boolean first = stretches.isEmpty();
    boolean stepped = !first && Math.abs(step) > STEP_NANOS;
    if (first || stepped) {
      stretches.add(new Stretch(first ? Long.MIN_VALUE : nextSealNumber, hostNanos, step));
    }
    offsetNanos = offset;
    stretches.getLast().toHostNanos = hostNanos;
    return stepped;
  }

  /**
   * Sum of the host clock's steps ahead since it showed this time; negative when back.
   *
   * @param sealNumber of the chunk that bears the time: it tells the stretch where two have shown
   *     the same times
   */
  long steppedSince(long hostNanos, long sealNumber) {
    int at = stretches.size() - 1;
    while (at > 0 && stretches.get(at).firstSealNumber > sealNumber) {
      at--;
    }
    // A zone that was open over the step was sealed after it and begun before.
    while (at > 0 && !stretches.get(at).mayHaveShown(hostNanos)) {
      at--;
    }
    long ahead = 0;
    for (int i = at + 1; i < stretches.size(); i++) {
      ahead += stretches.get(i).stepNanos;
    }
    return ahead;
  }
}
