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
        description = "The service's socket (service.socket); default ${DEFAULT-VALUE}.")
    private Path socket;

    @Option(names = "--json", description = "As one JSON object.")
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

    final Map<?, ?> look(String question) throws IOException {
      return MissionCommand.object(StatusQuestion.ask(socket, question));
    }

    private void print(Map<?, ?> told) {
      var out = spec.commandLine().getOut();
      out.printf("running %s from slot %s%n", told.get("running"), told.get("slot"));
      Object release = told.get("release");
      out.printf(
          "update %s%s%s%n",
          release == null || release.equals("") ? "" : release + " ",
          told.get("phase"),
          told.get("since") == null || told.get("phase").equals("IDLE")
              ? ""
              : " since " + told.get("since"));
      line("", told.get("why"));
      line("last attack seen: ", told.get("lastAttack"));
    }

    private void line(String before, Object text) {
      if (text != null && !text.equals("")) {
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

    @Parameters(paramLabel = "FOLDER", description = "The stick or folder.")
    private Path folder;

    @Option(names = "--no-wait", description = "Order only.")
    private boolean isOrderOnly;

    @Override
    public Integer call() throws Exception {
      Object phase = ask("update\ttry\t" + folder.toAbsolutePath().normalize()).get("phase");
      while (!isOrderOnly && (phase.equals("FETCHING") || phase.equals("INSTALLING"))) {
        Thread.sleep(LOOK_MILLIS);
        if (!look("update").get("phase").equals(phase)) {
          phase = ask("update").get("phase");
        }
      }
      return phase.equals("REFUSED") || phase.equals("FAILED") ? 1 : 0;
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
