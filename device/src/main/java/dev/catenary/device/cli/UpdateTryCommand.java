package dev.catenary.device.cli;

import dev.catenary.device.health.StatusQuestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Orders an update of the running service, and shows how it goes. */
final class UpdateTryCommand {
  private UpdateTryCommand() {}

  /** Options of all of them. */
  abstract static class Asking implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
        names = "--socket",
        defaultValue = StatusCommand.SOCKET,
        description = "Socket of the service (service.socket). Default: ${DEFAULT-VALUE}.")
    private Path socket;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    final Map<?, ?> ask(String question) throws IOException {
      String answer = StatusQuestion.ask(socket, question);
      Map<?, ?> told = MissionCommand.object(answer);
      if (told.containsKey("error")) {
        throw new IOException(String.valueOf(told.get("error")));
      }
      if (json) {
        spec.commandLine().getOut().print(answer);
      } else {
        print(told);
      }
      spec.commandLine().getOut().flush();
      return told;
    }

    final String say(String question) throws IOException {
      return StatusQuestion.ask(socket, question);
    }

    final Map<?, ?> look(String question) throws IOException {
      return MissionCommand.object(StatusQuestion.ask(socket, question));
    }

    /** The text of a member; empty where there is none. */
    static String text(Map<?, ?> told, String name) {
      Object value = told.get(name);
      return value == null ? "" : String.valueOf(value);
    }

    private void print(Map<?, ?> told) {
      var out = spec.commandLine().getOut();
      out.printf("running %s from slot %s%n", text(told, "running"), text(told, "slot"));
      String release = text(told, "release");
      String phase = text(told, "phase");
      out.printf(
          "update %s%s%s%n",
          release.isEmpty() ? "" : release + " ",
          phase,
          phase.equals("IDLE") ? "" : " since " + text(told, "since"));
      line("", text(told, "why"));
      if (told.get("parts") instanceof Map<?, ?> parts) {
        parts.forEach(
            (kind, part) -> {
              if (part instanceof Map<?, ?> one) {
                String why = text(one, "why");
                out.printf(
                    "%s %s%s%s%n",
                    kind,
                    text(one, "release").isEmpty() ? "as configured" : text(one, "release"),
                    text(one, "proven").equals("false") ? ", new" : "",
                    why.isEmpty() ? "" : "; " + why);
              }
            });
      }
      line("last attack seen: ", text(told, "lastAttack"));
    }

    private void line(String before, String text) {
      if (!text.isEmpty()) {
        spec.commandLine().getOut().println(before + text);
      }
    }
  }

  /** Shows the update in hand. */
  @Command(name = "status", description = "Show what runs, and the update in hand.")
  static final class Status extends Asking {
    @Override
    public Integer call() throws Exception {
      ask("update");
      return 0;
    }
  }

  /** Orders what a folder has. */
  @Command(
      name = "try",
      description = {
        "Update from a stick or folder with image/ and director/VEHICLE/.",
        "It is fetched and installed at once; the switch waits for its interlock."
      })
  static final class Try extends Asking {
    private static final long LOOK_MILLIS = 500;

    @Parameters(paramLabel = "FOLDER", description = "Stick or folder that holds the release.")
    private Path folder;

    @Option(names = "--no-wait", description = "Orders the update and does not wait for it.")
    private boolean isOrderOnly;

    @Override
    public Integer call() throws Exception {
      String phase = text(ask("update\ttry\t" + folder.toAbsolutePath().normalize()), "phase");
      while (!isOrderOnly && (phase.equals("FETCHING") || phase.equals("INSTALLING"))) {
        Thread.sleep(LOOK_MILLIS);
        if (!text(look("update"), "phase").equals(phase)) {
          phase = text(ask("update"), "phase");
        }
      }
      return phase.equals("REFUSED") || phase.equals("FAILED") ? 1 : 0;
    }
  }

  /** Prints what a vehicle without a broker tells those who release. */
  @Command(
      name = "report",
      description = {
        "Print this vehicle's newest signed report on its software.",
        "Those who release read it by catenary-release direct --reports."
      })
  static final class Report extends Asking {
    @Option(names = "--key", description = "Print the public key that it is signed with.")
    private boolean isKey;

    @Override
    public Integer call() throws Exception {
      String told = say(isKey ? "update\tkey" : "update\treport").strip();
      if (told.isEmpty()) {
        throw new IOException(
            "found no report, expected one; cure: wait a second, or install the Debian package");
      }
      spec.commandLine().getOut().println(told);
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  /** Asks the repository. */
  @Command(name = "check", description = "Ask the configured repository for an update now.")
  static final class Check extends Asking {
    @Override
    public Integer call() throws Exception {
      ask("update\tcheck");
      return 0;
    }
  }
}
