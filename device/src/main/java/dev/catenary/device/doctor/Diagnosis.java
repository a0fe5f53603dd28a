package dev.catenary.device.doctor;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/**
 * One thing that was looked at.
 *
 * @param check names it
 * @param problem what was found and expected; its cure is empty when it is good
 * @param repaired true when it was put right just now
 */
public record Diagnosis(String check, Verdict verdict, Problem problem, boolean repaired)
    implements HasProblem {

  static Diagnosis good(String check, String found, String expected) {
    return new Diagnosis(check, Verdict.GOOD, new Problem(found, expected, ""), false);
  }

  static Diagnosis doubtful(String check, String found, String expected, String cure) {
    return new Diagnosis(check, Verdict.DOUBTFUL, new Problem(found, expected, cure), false);
  }

  static Diagnosis bad(String check, String found, String expected, String cure) {
    return bad(check, new Problem(found, expected, cure));
  }

  static Diagnosis bad(String check, Problem problem) {
    return new Diagnosis(check, Verdict.BAD, problem, false);
  }

  Diagnosis afterRepair() {
    return new Diagnosis(check, verdict, problem, true);
  }
}
