package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: one subcommand for each thing a person or a service does with the machine. */
@Command(
    name = "catenary",
    mixinStandardHelpOptions = true,
    versionProvider = SoftwareVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Captures LiDAR at a power line, classifies it and sends what matters first.",
    subcommands = {
      CheckConfigCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      TortureCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      DecodeCommand.class,
      SpoolCommand.class,
      FindingsCommand.class,
      DoctorCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      MissionCommand.class,
      SelfTestCommand.class,
      SupportBundleCommand.class,
      GrantCommand.Key.class,
      GrantCommand.Access.class,
      TrainingCommand.Train.class,
      TrainingCommand.Evaluate.class,
      UpdateCommand.class,
    })
public final class CatenaryCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  public static int execute(String... args) {
    return commandLine()
        .setExecutionExceptionHandler(
            (exception, commandLine, _) -> {
              commandLine.getErr().println("catenary: " + message(exception));
              return exception instanceof ConfigException ? 2 : 1;
            })
        .execute(args);
  }

  /** Every subcommand, at any depth, answers {@code --help} and {@code --version}. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new CatenaryCommand());
    root.getSubcommands().values().forEach(CatenaryCommand::addStandardOptions);
    return root.setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static void addStandardOptions(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new SoftwareVersion());
    command.getSubcommands().values().forEach(CatenaryCommand::addStandardOptions);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }

  /** What went wrong, in our words where we threw it; with its type where we did not. */
  private static String message(Exception exception) {
    boolean ours = exception instanceof ConfigException || exception instanceof IOException;
    String text = exception.getMessage();
    return ours && text != null ? text : exception.toString();
  }
}
