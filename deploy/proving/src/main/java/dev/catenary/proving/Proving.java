package dev.catenary.proving;

import dev.catenary.device.cli.SoftwareVersion;
import dev.catenary.device.config.ConfigException;
import java.io.IOException;
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
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  static int execute(String... args) {
    return commandLine()
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              boolean ours =
                  exception instanceof ConfigException || exception instanceof IOException;
              String message = exception.getMessage();
              commandLine
                  .getErr()
                  .println("catenary: " + (ours && message != null ? message : exception));
              return exception instanceof ConfigException ? 2 : 1;
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
