package dev.catenary.device.mission;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/** A person asks for what the board's switch alone decides. */
public final class SwitchDecides extends IllegalStateException implements HasProblem {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  SwitchDecides() {
    this(
        new Problem(
            "a mission switch on the board",
            "to be asked by it alone",
            "use the switch, or set board.mission-switch: 0"));
  }

  private SwitchDecides(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
