package dev.catenary.device.mission;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/** A text that cannot be a mission's label. */
public final class LabelRefused extends IllegalArgumentException implements HasProblem {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  LabelRefused(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
