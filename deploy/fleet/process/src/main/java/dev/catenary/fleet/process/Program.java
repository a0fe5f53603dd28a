package dev.catenary.fleet.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One program in a process of its own whose output is added to a file. */
public final class Program implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final List<String> command;
  private final Path log;
  private Process process;

  private Program(List<String> command, Path log) throws IOException {
    this.command = List.copyOf(command);
    this.log = log;
    this.process = launch();
  }

  /** Starts any program. */
  public static Program start(List<String> command, Path log) throws IOException {
    return new Program(command, log);
  }

  /**
   * Starts a Java program with the JDK that runs this one.
   *
   * @param options of the Java runtime, as {@code -Xmx256m}
   */
  public static Program java(
      List<String> options, String classPath, String main, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return new Program(command, log);
  }

  /** Class path of a module of the checkout, as built: its classes and its libraries. */
  public static String classPath(Path module) {
    Path target = module.resolve("target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Ends it as {@code kill -9} does, and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again after its end, with the same arguments. */
  public void restart() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException("it still runs");
    }
    process = launch();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Process id, for measurements. */
  public long pid() {
    return process.pid();
  }

  /** All that it has written. */
  public String output() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Waits until a line of its output has these words. */
  public void awaitOutput(String words, long seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!output().contains(words)) {
      if (!isAlive() || System.nanoTime() - end > 0) {
        throw new IOException(
            "found that "
                + log.getFileName()
                + " never said '"
                + words
                + "'; it said: "
                + output());
      }
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
