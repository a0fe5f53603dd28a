package dev.catenary.inference.budget;

import java.util.function.DoubleSupplier;

/**
 * Says how much work the next zone may cost, from how much waits. Effort goes down at once and each
 * step comes back only when the backlog has fallen well below where it went, so that it does not
 * flutter. One thread.
 */
public final class WorkBudget {
  /** Share of the queue at which low zones become coarse. */
  public static final double COARSE_SHARE = 0.25;

  /** Share at which the model is given up. */
  public static final double RULES_SHARE = 0.5;

  private static final double BACK_SHARE = 0.6;

  private final DoubleSupplier backlogShare;
  private Effort effort = Effort.FULL;

  /**
   * @param backlogShare how full the queue of closed zones is, 0 to 1
   */
  public WorkBudget(DoubleSupplier backlogShare) {
    this.backlogShare = backlogShare;
  }

  /** For a source that waits for us: a recording. */
  public static WorkBudget unlimited() {
    return new WorkBudget(() -> 0);
  }

  public Effort effort() {
    double share = backlogShare.getAsDouble();
    Effort down = at(share);
    Effort back = at(share / BACK_SHARE);
    if (down.compareTo(effort) > 0) {
      effort = down;
    } else if (back.compareTo(effort) < 0) {
      effort = back;
    }
    return effort;
  }

  private static Effort at(double share) {
    if (share >= RULES_SHARE) {
      return Effort.RULES_ONLY;
    }
    return share >= COARSE_SHARE ? Effort.LOW_ZONES_COARSE : Effort.FULL;
  }
}
