package dev.catenary.device.doctor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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

  /**
   * Looks at everything at once, for those who cannot wait: on a dead link names, connections and
   * uploads each take their time. A check that has not answered by then is a finding that says so.
   */
  public List<Diagnosis> examineWithin(Duration patience) throws IOException {
    ExecutorService examiners =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("doctor-", 0).factory());
    try {
      List<Future<List<Diagnosis>>> looks =
          examiners.invokeAll(
              checks.stream().<Callable<List<Diagnosis>>>map(check -> () -> look(check)).toList(),
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
      List<Diagnosis> all = new ArrayList<>();
      for (int i = 0; i < looks.size(); i++) {
        all.addAll(answer(checks.get(i), looks.get(i), patience));
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the examination was given up");
    } finally {
      // Not waited for: a name server's answer heeds no interrupt.
      examiners.shutdownNow();
    }
  }

  private static List<Diagnosis> answer(
      Check check, Future<List<Diagnosis>> look, Duration patience) {
    return switch (look.state()) {
      case SUCCESS -> look.resultNow();
      case FAILED -> List.of(unable(check, "looked at", look.exceptionNow()));
      case CANCELLED, RUNNING ->
          List.of(
              Diagnosis.bad(
                  check.getClass().getSimpleName(),
                  "no answer within " + patience.toSeconds() + " s",
                  "an answer",
                  "Look at the link first; catenary doctor waits longer."));
    };
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

  private static Diagnosis unable(Check check, String verb, Throwable e) {
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
