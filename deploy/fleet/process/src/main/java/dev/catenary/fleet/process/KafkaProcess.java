package dev.catenary.fleet.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The embedded Kafka: module {@code deploy/fleet/log} in a process of its own. */
public final class KafkaProcess implements AutoCloseable {
  private static final long START_SECONDS = 120;

  private final Program program;
  private final int port;

  private KafkaProcess(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param home the checkout
   * @param folder for its data, new or of an earlier run
   */
  public static KafkaProcess start(Path home, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = Ports.free();
    Program program =
        Program.java(
            List.of("-Xmx320m", "-Xms64m"),
            Program.classPath(home.resolve("deploy/fleet/log")),
            "dev.catenary.fleet.log.KafkaNode",
            List.of(folder.toString(), String.valueOf(port), String.valueOf(Ports.free())),
            folder.resolve("kafka.log"));
    KafkaProcess kafka = new KafkaProcess(program, port);
    try {
      Ports.await(port, program, START_SECONDS);
    } catch (IOException | InterruptedException e) {
      program.close();
      throw e;
    }
    return kafka;
  }

  /** Value of {@code bootstrap.servers}. */
  public String servers() {
    return "127.0.0.1:" + port;
  }

  /** Kills it and starts it again on the same folder. */
  public void killAndRestart() throws IOException, InterruptedException {
    program.kill();
    program.restart();
    Ports.await(port, program, START_SECONDS);
  }

  public long pid() {
    return program.pid();
  }

  @Override
  public void close() {
    program.close();
  }
}
