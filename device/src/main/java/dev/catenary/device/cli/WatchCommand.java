package dev.catenary.device.cli;

import dev.catenary.device.health.StatusQuestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the running service is, and goes on showing it. */
@Command(name = "watch", description = "Show how the running service is, second by second.")
final class WatchCommand implements Callable<Integer> {
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";
  private static final long SECOND_MILLIS = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--socket",
      defaultValue = StatusCommand.SOCKET,
      description = "Socket of the service (service.socket). Default: ${DEFAULT-VALUE}.")
  private Path socket;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "Number of times that the state is shown. Default: until it is interrupted.")
  private int times;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    for (int shown = 1; ; shown++) {
      String text = StatusQuestion.ask(socket, "text");
      out.print(HOME_AND_CLEAR + coloured(text));
      out.flush();
      if (shown == times) {
        return 0;
      }
      Thread.sleep(SECOND_MILLIS);
    }
  }

  /** The word of each condition in its colour; the words themselves stay for those who see none. */
  private static String coloured(String text) {
    return text.replaceAll("(?m)^OK\\b", "\u001b[32mOK\u001b[0m")
        .replaceAll("(?m)^DEGRADED\\b", "\u001b[33mDEGRADED\u001b[0m")
        .replaceAll("(?m)^FAILED\\b", "\u001b[31mFAILED\u001b[0m")
        .replaceAll("(?m)^lost\\b", "\u001b[33mlost\u001b[0m");
  }
}
