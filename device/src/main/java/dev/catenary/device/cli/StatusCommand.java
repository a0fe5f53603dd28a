package dev.catenary.device.cli;

import dev.catenary.device.health.StatusQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the running service is. */
@Command(
    name = "status",
    description = {
      "Show how the running service is, link by link of its chain.",
      "Exit status: 0 all well, 1 nobody answers, 3 degraded, 4 failed."
    })
final class StatusCommand implements Callable<Integer> {
  /** Where the packaged service listens. */
  static final String SOCKET = "/run/catenary/status.sock";

  @Spec private CommandSpec spec;

  @Option(
      names = "--socket",
      defaultValue = SOCKET,
      description = "Socket of the service (service.socket). Default: ${DEFAULT-VALUE}.")
  private Path socket;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Option(
      names = "--certificate",
      description = "Prints the certificate of the technician's page alone, as PEM.")
  private boolean certificate;

  @Override
  public Integer call() throws Exception {
    if (certificate) {
      return certificate();
    }
    spec.commandLine().getOut().print(StatusQuestion.ask(socket, json ? "json" : "text"));
    spec.commandLine().getOut().flush();
    return switch (StatusQuestion.ask(socket, "worst").strip()) {
      case "OK" -> 0;
      case "DEGRADED" -> 3;
      default -> 4;
    };
  }

  private int certificate() throws IOException {
    String pem = StatusQuestion.ask(socket, "certificate");
    if (pem.isEmpty()) {
      throw new IOException(
          "found no certificate of a technician's page; expected one; cure: set page.port, and"
              + " start the service");
    }
    spec.commandLine().getOut().print(pem);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
