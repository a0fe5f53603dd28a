package dev.catenary.inference.training;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that need labelled data: {@code train}, {@code evaluate}, {@code zone-set}. */
@Command(
    name = "catenary",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TrainCommand.class, EvaluateCommand.class, ZoneSetCommand.class})
public final class Training implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    // Natives come from the jar; nothing is fetched, nothing is told to anyone.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // The networks are small: more threads wait for one another more than they compute.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.exit(execute(args));
  }

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  static int execute(String... args) {
    CommandLine line = commandLine();
    try {
      return line.execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      line.getErr().println("catenary: " + Words.of(e));
      return 1;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Training())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              commandLine.getErr().println("catenary: " + Words.of(exception));
              if (System.getenv("CATENARY_TRACE") != null) {
                exception.printStackTrace(commandLine.getErr());
              }
              return 1;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }
}
