package dev.catenary.device.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command of a module beside the service, in a process of its own. */
abstract class BesideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments = new ArrayList<>();

  private final ModuleBeside module;

  private BesideCommand(ModuleBeside module) {
    this.module = module;
  }

  /** Fits the model. */
  @Command(
      name = "train",
      description = "Fit the onboard model on labelled clouds and write it with its card.")
  static final class Train extends BesideCommand {
    Train() {
      super(ModuleBeside.TRAINING);
    }
  }

  /** Scores a model. */
  @Command(
      name = "evaluate",
      description = "Score a model, and the rules beside it, on labelled clouds.")
  static final class Evaluate extends BesideCommand {
    Evaluate() {
      super(ModuleBeside.TRAINING);
    }
  }

  /** Shows the whole river on a simulated survey. */
  @Command(
      name = "demo",
      description = "Survey a simulated power line, over real UDP and into a real S3 server here.")
  static final class Demo extends BesideCommand {
    Demo() {
      super(ModuleBeside.PROVING);
    }
  }

  /** Proves what is promised of lost data. */
  @Command(
      name = "torture",
      description =
          "Prove that nothing is lost: all rows, or those named. Exit status 1 when a promise"
              + " breaks.")
  static final class Torture extends BesideCommand {
    Torture() {
      super(ModuleBeside.PROVING);
    }
  }

  /** Measures this machine. A vehicle's own disk is measured without the other module. */
  @Command(
      name = "bench",
      description = {
        "Measure this machine: all parts, or those named.",
        "hold_up, alone, runs on an installed service too: power-fail edge to journal on disk."
      })
  static final class Bench extends BesideCommand {
    Bench() {
      super(ModuleBeside.PROVING);
    }

    @Override
    int run(List<String> arguments) throws IOException, InterruptedException {
      return arguments.size() == 1 && HoldUp.NAMES.contains(arguments.getFirst())
          ? HoldUp.measure(out())
          : super.run(arguments);
    }
  }

  @Override
  public final Integer call() throws IOException, InterruptedException {
    return run(arguments);
  }

  /** True where its own program can answer for it, {@code --help} included. */
  final boolean isHere() {
    return module.isHere();
  }

  /**
   * Runs it.
   *
   * @param arguments all that follow the command's name
   * @return the exit status
   */
  int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(spec.name());
    all.addAll(arguments);
    return module.run(all);
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
