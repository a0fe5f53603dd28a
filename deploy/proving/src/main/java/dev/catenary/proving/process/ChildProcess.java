package dev.catenary.proving.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own whose output goes to a file. */
public final class ChildProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final Process process;
  private final Path log;
  private final CompletableFuture<Long> endedMillis;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.endedMillis = process.onExit().thenApply(_ -> System.currentTimeMillis());
  }

  /**
   * @param arguments what follows {@code java} on the command line
   */
  public static ChildProcess java(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ChildProcess(process, log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** When it ended, Unix time; {@link Long#MAX_VALUE} while it runs. */
  public long endedMillis() {
    return endedMillis.getNow(Long.MAX_VALUE);
  }

  public int exitStatus() {
    return process.exitValue();
  }

  public boolean awaitExit(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** That it has used so far; zero where the system does not tell. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The last line it has written, empty when there is none. */
  public String lastLine() {
    String last = "";
    try (BufferedReader reader = Files.newBufferedReader(log)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          last = line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return last;
  }

  public Path log() {
    return log;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
