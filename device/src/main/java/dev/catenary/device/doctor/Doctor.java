package dev.catenary.device.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Goes through the checks; one that fails to look is itself a finding. */
public final class Doctor {
  private final List<Check> checks;

  public Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * Looks at everything.
   *
   * @param repair whether to put right what can be without losing anything
   */
  public List<Diagnosis> examine(boolean repair) {
    List<Diagnosis> all = new ArrayList<>();
    for (Check check : checks) {
      List<Diagnosis> found = look(check);
      boolean ill = found.stream().anyMatch(one -> one.verdict() != Verdict.GOOD);
      if (repair && ill && repaired(check, all)) {
        found = look(check).stream().map(Diagnosis::afterRepair).toList();
      }
      all.addAll(found);
    }
    return all;
  }

  private static List<Diagnosis> look(Check check) {
    try {
      return check.look();
    } catch (IOException e) {
      return List.of(unable(check, "looked at", e));
    }
  }

  private static boolean repaired(Check check, List<Diagnosis> all) {
    try {
      return check.repair();
    } catch (IOException e) {
      all.add(unable(check, "repaired", e));
      return false;
    }
  }

  private static Diagnosis unable(Check check, String verb, IOException e) {
    return Diagnosis.bad(
        check.getClass().getSimpleName(),
        e.toString(),
        "that it can be " + verb,
        "Run it as root, or as the service's user.");
  }

  /** The worst of them. */
  public static Verdict worst(List<Diagnosis> all) {
    return all.stream()
        .map(Diagnosis::verdict)
        .reduce(Verdict.GOOD, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
