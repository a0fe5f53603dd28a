package dev.catenary.fleet.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real MQTT broker, Mosquitto, on the loopback interface without TLS: for the demo and tests of
 * what stands behind a broker, not of a broker's access lists.
 */
public final class MosquittoProcess implements AutoCloseable {
  private static final long START_SECONDS = 20;

  private final Program program;
  private final int port;

  private MosquittoProcess(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /** The program on this machine; empty where there is none. */
  public static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of("/usr/sbin", "/usr/local/sbin"), Stream.of(path.split(":")))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it and waits until it listens. */
  public static MosquittoProcess start(Path folder) throws IOException, InterruptedException {
    Path installed =
        installed()
            .orElseThrow(
                () ->
                    new IOException(
                        "found no mosquitto; expected an MQTT broker; cure: apt install mosquitto"));
    Files.createDirectories(folder);
    int port = Ports.free();
    Path settings = folder.resolve("mosquitto.conf");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "persistence true",
            "persistence_location " + folder + "/",
            "autosave_on_changes true",
            "autosave_interval 1000",
            "max_queued_messages 0",
            "max_inflight_messages 200",
            "user " + System.getProperty("user.name"),
            ""));
    Program program =
        Program.start(
            List.of(installed.toString(), "-c", settings.toString()),
            folder.resolve("mosquitto.log"));
    MosquittoProcess broker = new MosquittoProcess(program, port);
    try {
      Ports.await(port, program, START_SECONDS);
    } catch (IOException | InterruptedException e) {
      program.close();
      throw e;
    }
    return broker;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    program.close();
  }
}
