package dev.catenary.device.cli;

import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.selftest.RecordCheck;
import dev.catenary.device.selftest.TestRecord;
import dev.catenary.device.selftest.TestStep;
import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has the running service test itself, or checks a record of it. */
@Command(
    name = "self-test",
    description = {
      "Have the running service test itself for 60 s: sensors, time, position, losses, disk, model,"
          + " network, store. The record is signed with the device's own key.",
      "Exit status: 0 passed, 4 failed; with --verify 0 whole, 4 not."
    })
final class SelfTestCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--socket",
      defaultValue = StatusCommand.SOCKET,
      description = "Socket of the service (service.socket). Default: ${DEFAULT-VALUE}.")
  private Path socket;

  @Option(names = "--last", description = "Shows the last record and tests nothing.")
  private boolean last;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the signed record to this file as well.")
  private @Nullable Path out;

  @Option(
      names = "--verify",
      paramLabel = "FILE",
      description = "Checks this signed record (JWS) and tests nothing.")
  private @Nullable Path verify;

  @Option(
      names = "--key",
      paramLabel = "PEM",
      description = "Public key of the device that --verify expects.")
  private @Nullable Path key;

  @Override
  public Integer call() throws Exception {
    Path signed = verify;
    return signed != null ? checked(SmallFile.keys(signed)) : tested();
  }

  private int tested() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    String who = System.getProperty("user.name") + " at the command line";
    String question = last ? "self-test" : "self-test\tstart\t" + who;
    Map<?, ?> state = MissionCommand.object(StatusQuestion.ask(socket, question));
    while (!last && Boolean.TRUE.equals(state.get("running"))) {
      err.printf("\rself-test: %s s left   ", state.get("secondsLeft"));
      err.flush();
      Thread.sleep(LOOK_MILLIS);
      state = MissionCommand.object(StatusQuestion.ask(socket, "self-test"));
    }
    err.print("\r                          \r");
    err.flush();
    if (!(state.get("signed") instanceof String jws)) {
      throw new IOException(
          "found no record; expected one of a test that came to its end; cure: journalctl -u"
              + " catenary says why it did not");
    }
    Path file = out;
    if (file != null) {
      Files.writeString(file, jws + "\n");
    }
    return checked(jws);
  }

  private int checked(String jws) throws IOException {
    Path expected = key;
    RecordCheck check = expected == null ? RecordCheck.of(jws) : RecordCheck.of(jws, expected);
    PrintWriter to = spec.commandLine().getOut();
    TestRecord record = check.record();
    if (!check.isValid() || record == null) {
      to.println("not to be believed: " + check.problem());
      to.flush();
      return 4;
    }
    for (TestStep step : record.steps()) {
      to.printf("%-6s %-20s %s%n", step.passed() ? "ok" : "FAILED", step.name(), step.found());
      if (!step.passed()) {
        to.printf("%27s expected %s%n%27s %s%n", "", step.expected(), "", step.cure());
      }
    }
    to.printf(
        "%n%s  %s, %s to %s, by %s%nsigned with the device's key %s%s%n",
        record.passed() ? "PASSED" : "FAILED",
        record.vehicle(),
        record.startedAt(),
        record.endedAt(),
        record.by(),
        check.keyThumbprint(),
        expected == null ? " (compare it with the device's; or name its key by --key)" : "");
    to.flush();
    return verify != null || record.passed() ? 0 : 4;
  }
}
