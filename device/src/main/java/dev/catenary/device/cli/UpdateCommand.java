package dev.catenary.device.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about updates of this machine's software. */
@Command(
    name = "update",
    synopsisSubcommandLabel = "COMMAND",
    description = "Updates of this machine's software.",
    subcommands = {
      UpdateTryCommand.Status.class,
      UpdateTryCommand.Try.class,
      UpdateTryCommand.Check.class,
      UpdateTryCommand.Report.class,
      UpdateInstallCommand.class,
      UpdateConformanceCommand.class,
    })
final class UpdateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See --help.");
  }
}
