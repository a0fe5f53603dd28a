package dev.catenary.device.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Products of the command line itself: its manual, and completion for a shell. */
final class ManualCommand {
  private ManualCommand() {}

  /** The completion. */
  @Command(
      name = "completion",
      description = "Print completion for bash and zsh; to have it: source <(catenary completion).")
  static final class Completion implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      out.print(AutoComplete.bash("catenary", CatenaryCommand.commandLine()));
      out.flush();
      return 0;
    }
  }

  /** The manual. */
  @Command(
      name = "man",
      description = "Print the manual page (roff); to read it: catenary man | man -l -.")
  static final class Man implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      CommandLine root = CatenaryCommand.commandLine();
      PrintWriter out = spec.commandLine().getOut();
      out.print(new ManualPage(root).text());
      out.flush();
      return 0;
    }
  }
}
