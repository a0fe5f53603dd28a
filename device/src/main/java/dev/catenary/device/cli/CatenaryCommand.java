package dev.catenary.device.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
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
      BesideCommand.Demo.class,
      BesideCommand.Bench.class,
      BesideCommand.Torture.class,
      RunCommand.class,
      ReplayCommand.class,
      DecodeCommand.class,
      SpoolCommand.class,
      FindingsCommand.class,
      ExportCommand.class,
      DoctorCommand.class,
      SensorsCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      MissionCommand.class,
      SelfTestCommand.class,
      SupportBundleCommand.class,
      GrantCommand.Key.class,
      GrantCommand.Access.class,
      PageLinkCommand.class,
      ManualCommand.Completion.class,
      ManualCommand.Man.class,
      BesideCommand.Train.class,
      BesideCommand.Evaluate.class,
      UpdateCommand.class,
    })
public final class CatenaryCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs one command line and gives the exit status: 0 done, 1 failed, 2 asked wrongly. */
  public static int execute(String... args) {
    return execute(commandLine(), args);
  }

  /** The same for a line that was made before. */
  static int execute(CommandLine line, String... args) {
    line.setExecutionStrategy(CatenaryCommand::run);
    line.setExecutionExceptionHandler((exception, command, _) -> told(command, exception));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return told(line, e);
    }
  }

  private static int told(CommandLine command, Throwable failure) {
    command.getErr().println("catenary: " + FailureWords.of(failure));
    command.getErr().flush();
    return FailureWords.exitStatus(failure);
  }

  /** A module beside the service reads its own options, {@code --help} among them. */
  private static int run(ParseResult parsed) {
    ParseResult asked = parsed.subcommand();
    if (asked == null
        || !(asked.commandSpec().userObject() instanceof BesideCommand beside)
        || !beside.isHere()) {
      return new RunLast().execute(parsed);
    }
    List<String> arguments = parsed.originalArgs();
    int name = arguments.indexOf(asked.commandSpec().name());
    try {
      return beside.run(arguments.subList(name + 1, arguments.size()));
    } catch (Exception e) {
      throw new ExecutionException(asked.commandSpec().commandLine(), FailureWords.of(e), e);
    }
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
}
