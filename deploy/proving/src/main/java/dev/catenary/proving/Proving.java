package dev.catenary.proving;

import dev.catenary.device.cli.FailureWords;
import dev.catenary.device.cli.SoftwareVersion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that prove the machine: {@code demo}, {@code bench} and {@code torture}. */
@Command(
    name = "catenary",
    mixinStandardHelpOptions = true,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DemoCommand.class, BenchCommand.class, TortureCommand.class})
public final class Proving implements Runnable {
  /** A demo's terminal shows its bar and what is wrong; what goes on stands on the page. */
  private static final String LEVEL = "tinylog.level";

  /** The chain of health begins red and stands on the page: no news for a newcomer's terminal. */
  private static final String HEALTH_LEVEL = LEVEL + "@dev.catenary.device.health";

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    if (List.of(args).contains("demo")) {
      System.setProperty(LEVEL, System.getProperty(LEVEL, "warn"));
      System.setProperty(HEALTH_LEVEL, System.getProperty(HEALTH_LEVEL, "off"));
    }
    System.exit(execute(args));
  }

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  static int execute(String... args) {
    return commandLine()
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              commandLine.getErr().println("catenary: " + FailureWords.of(exception));
              return FailureWords.exitStatus(exception);
            })
        .execute(args);
  }

  /** Every subcommand answers {@code --help} and {@code --version}. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Proving());
    root.getSubcommands()
        .values()
        .forEach(
            command ->
                command
                    .getCommandSpec()
                    .mixinStandardHelpOptions(true)
                    .versionProvider(new SoftwareVersion()));
    return root.setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }
}
