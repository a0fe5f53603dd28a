package dev.catenary.device.cli;

import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.mission.MissionLabel;
import dev.catenary.proto.text.BoundedYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts, stops and labels the mission of the running service. */
@Command(
    name = "mission",
    description = {
      "Show, start or stop the mission of the running service.",
      "Stopped, nothing is gathered; what lies in the spool goes on being sent."
    })
final class MissionCommand implements Callable<Integer> {
  enum Verb {
    SHOW,
    START,
    STOP
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      defaultValue = "SHOW",
      paramLabel = "VERB",
      description = "Deed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Verb verb;

  @Option(
      names = "--label",
      defaultValue = "",
      description =
          "Name of this run, which travels in each manifest: at most 64 characters on one line."
              + " Left out, the run has none.")
  private String label;

  @Option(
      names = "--socket",
      defaultValue = StatusCommand.SOCKET,
      description = "Socket of the service (service.socket). Default: ${DEFAULT-VALUE}.")
  private Path socket;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    String who = System.getProperty("user.name") + " at the command line";
    String question =
        switch (verb) {
          case SHOW -> "mission";
          case START -> "mission\tstart\t" + who + "\t" + MissionLabel.of(label);
          case STOP -> "mission\tstop\t" + who;
        };
    String answer = StatusQuestion.ask(socket, question);
    Map<?, ?> state = object(answer);
    if (state.containsKey("error")) {
      throw new IOException(String.valueOf(state.get("error")));
    }
    var out = spec.commandLine().getOut();
    if (json) {
      out.print(answer);
    } else {
      boolean running = Boolean.TRUE.equals(state.get("running"));
      Object named = state.get("label");
      out.printf(
          "mission %s %s%s%n",
          state.get("name"),
          running ? "runs" : "is stopped",
          "".equals(named) ? "" : ", label \"" + named + "\"");
      if (!"".equals(state.get("by"))) {
        out.printf("since %s by %s%n", state.get("since"), state.get("by"));
      }
    }
    out.flush();
    return 0;
  }

  /** JSON is YAML. */
  static Map<?, ?> object(String json) throws IOException {
    if (BoundedYaml.load(json) instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException(
        "found no answer; expected a service of this version; cure: restart catenary.service");
  }
}
