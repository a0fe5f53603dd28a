package dev.catenary.device.selftest;

import dev.catenary.device.log.Redaction;
import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/**
 * One thing that was tested. No secret stands in it, for it is signed and goes into bundles as it
 * is.
 *
 * @param name as {@code sensor roof}
 * @param problem what was found and expected; its cure is empty when it passed
 */
public record TestStep(String name, boolean passed, Problem problem) implements HasProblem {
  public TestStep {
    problem =
        new Problem(
            Redaction.of(problem.found()), problem.expected(), Redaction.of(problem.cure()));
  }

  static TestStep passed(String name, String found, String expected) {
    return new TestStep(name, true, new Problem(found, expected, ""));
  }

  static TestStep failed(String name, String found, String expected, String cure) {
    return new TestStep(name, false, new Problem(found, expected, cure));
  }
}
