package dev.catenary.fleet.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code catenary fleet}. */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "The fleet's side: what all vehicles have found, on one map.",
    subcommands = DemoCommand.class)
public final class Main implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }
}
