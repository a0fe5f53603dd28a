package dev.catenary.device.doctor;

/**
 * One thing that was looked at.
 *
 * @param check names it
 * @param cure what to do; empty when it is good
 * @param repaired true when it was put right just now
 */
public record Diagnosis(
    String check, Verdict verdict, String found, String expected, String cure, boolean repaired) {

  static Diagnosis good(String check, String found, String expected) {
    return new Diagnosis(check, Verdict.GOOD, found, expected, "", false);
  }

  static Diagnosis doubtful(String check, String found, String expected, String cure) {
    return new Diagnosis(check, Verdict.DOUBTFUL, found, expected, cure, false);
  }

  static Diagnosis bad(String check, String found, String expected, String cure) {
    return new Diagnosis(check, Verdict.BAD, found, expected, cure, false);
  }

  Diagnosis afterRepair() {
    return new Diagnosis(check, verdict, found, expected, cure, true);
  }
}
