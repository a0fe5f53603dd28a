package dev.catenary.proving.torture;

import dev.catenary.device.Main;
import dev.catenary.proto.problem.LogCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as it runs on a vehicle, {@code catenary run}, in a process of its own. */
public final class ServiceProcess implements AutoCloseable {
  /** Soon up, for lives of seconds. */
  private static final List<String> SHORT_LIVED =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * @param before words of the command line in front of {@code java}, as of a namespace's
   * @param environment beside this process's own, as the store's keys
   */
  public static ServiceProcess start(
      List<String> before, Path config, Map<String, String> environment, Path log)
      throws IOException {
    return start(before, SHORT_LIVED, config, environment, log);
  }

  /**
   * The same.
   *
   * @param options of the Java runtime: its memory, its compiler
   */
  static ServiceProcess start(
      List<String> before,
      List<String> options,
      Path config,
      Map<String, String> environment,
      Path log)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + config.resolveSibling("classes.jsa"),
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--config=" + config));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServiceProcess(builder.start(), log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** All that it has written so far. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  /** Tests whether its log has a line of this code. */
  public boolean says(LogCode code) throws IOException {
    return output().contains(code.toString());
  }

  /** SIGKILL: nothing in it runs any more. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, without waiting for what comes of it. */
  void askToStop() {
    process.destroy();
  }

  /** SIGTERM, as a service manager stops it; false when it does not end within its time. */
  public boolean stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
