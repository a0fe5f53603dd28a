package dev.catenary.device.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module with a program of its own, whose classes never enter the service's class path. The start
 * script of a checkout names its class path in a system property; an installed service has none.
 *
 * @param name for a person, and of the property {@code catenary.NAME.class-path}
 * @param main the class with its {@code main} method
 * @param options of its Java runtime; none for those of this process
 * @param environment variables that are set unless they already are
 */
record ModuleBeside(
    String name, String main, List<String> options, Map<String, String> environment) {
  /** Labelled clouds to a model. */
  static final ModuleBeside TRAINING =
      new ModuleBeside(
          "training",
          "dev.catenary.inference.training.Training",
          // All points and one network's rows; one thread does the work, so one collects.
          List.of(
              "-Xmx5g",
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow"),
          // One thread sums in one order, so that the same data gives the same weights; and several
          // that wait for one another are far slower on a machine with other work.
          Map.of("OMP_NUM_THREADS", "1"));

  /** Demo, torture, and the measurements that need a checkout. */
  static final ModuleBeside PROVING =
      new ModuleBeside("proving", "dev.catenary.proving.Proving", List.of(), Map.of());

  ModuleBeside {
    options = List.copyOf(options);
    environment = Map.copyOf(environment);
  }

  /** True where the start script has named its class path. */
  boolean isHere() {
    return classPath() != null;
  }

  /**
   * Runs a command line of it in a process that shares this one's terminal.
   *
   * @return the exit status
   * @throws IOException when the module is not here
   */
  int run(List<String> arguments) throws IOException, InterruptedException {
    String classPath = classPath();
    if (classPath == null) {
      throw new IOException(
          "found no "
              + name
              + " module; it is no part of an installed service. Cure: run it from the sources,"
              + " where ./catenary builds it");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        options.isEmpty() ? ManagementFactory.getRuntimeMXBean().getInputArguments() : options);
    command.add("-Dcatenary.home=" + System.getProperty("catenary.home", "."));
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    environment.forEach(process.environment()::putIfAbsent);
    return process.start().waitFor();
  }

  private @Nullable String classPath() {
    return System.getProperty("catenary." + name + ".class-path");
  }
}
