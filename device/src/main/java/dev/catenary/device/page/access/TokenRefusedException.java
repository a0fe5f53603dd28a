package dev.catenary.device.page.access;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/** A token that lets nobody in, and why. Holds nothing of the token that is secret. */
public final class TokenRefusedException extends Exception implements HasProblem {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  TokenRefusedException(String found, String expected, String cure) {
    this(new Problem(found, expected, cure));
  }

  private TokenRefusedException(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
