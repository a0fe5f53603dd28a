package dev.catenary.inference.training;

import dev.catenary.inference.network.ModelRefused;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that need labelled data: {@code train} and {@code evaluate}. */
@Command(
    name = "catenary",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TrainCommand.class, EvaluateCommand.class})
public final class Training implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    // Natives come from the jar; nothing is fetched, nothing is told to anyone.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.exit(execute(args));
  }

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  static int execute(String... args) {
    return new CommandLine(new Training())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              boolean ours = exception instanceof IOException || exception instanceof ModelRefused;
              String message = exception.getMessage();
              commandLine
                  .getErr()
                  .println("catenary: " + (ours && message != null ? message : exception));
              return 1;
            })
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }
}
