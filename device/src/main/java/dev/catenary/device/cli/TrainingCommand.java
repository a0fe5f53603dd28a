package dev.catenary.device.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command of the training module, in a process of its own: what fits a network never enters the
 * service's class path.
 */
class TrainingCommand implements Callable<Integer> {
  private static final String MAIN = "dev.catenary.inference.training.Training";

  /** All points and one network's rows; one thread does the work, so one collects. */
  private static final List<String> MEMORY = List.of("-Xmx5g", "-XX:+UseSerialGC");

  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Fits the model. */
  @Command(
      name = "train",
      description = "Fit the onboard model on labelled clouds and write it with its card.")
  static final class Train extends TrainingCommand {}

  /** Scores a model. */
  @Command(
      name = "evaluate",
      description = "Score a model, and the rules beside it, on labelled clouds.")
  static final class Evaluate extends TrainingCommand {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path target =
        Path.of(System.getProperty("catenary.home", "."))
            .resolve("onboard-inference/training/target");
    Path jar = target.resolve("catenary-training.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          "found no "
              + jar
              + "; training is no part of an installed service. Cure: run it from the sources,"
              + " where ./catenary builds it");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MEMORY);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dcatenary.home=" + System.getProperty("catenary.home", "."));
    command.add("-cp");
    command.add(jar + ":" + target.resolve("lib") + "/*");
    command.add(MAIN);
    command.add(spec.name());
    command.addAll(arguments);
    ProcessBuilder training = new ProcessBuilder(command).inheritIO();
    // One thread sums in one order, so that the same data gives the same weights; and several that
    // wait for one another are far slower on a machine with other work.
    training.environment().putIfAbsent("OMP_NUM_THREADS", "1");
    return training.start().waitFor();
  }
}
