package dev.catenary.uplink.iot;

import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real broker, Mosquitto, in a process of its own on the loopback interface: TLS by a private
 * authority, clients named by their certificates, access lists, sessions kept on the disk.
 */
public final class MosquittoProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);

  /** A vehicle has its own topics, "denied" all of them but its events, "office" everybody's. */
  private static final String ACCESS =
      """
      pattern read catenary/%u/commands
      pattern write catenary/%u/commands/answers
      pattern write catenary/%u/reports
      pattern write catenary/%u/receipts
      pattern readwrite $aws/things/%u/#
      pattern readwrite $aws/certificates/#
      pattern readwrite $aws/provisioning-templates/#
      user drone-1
      topic write catenary/drone-1/events
      user office
      topic readwrite #
      topic readwrite $aws/#
      """;

  private final Path folder;
  private final int port;
  private Process process;

  /** Starts one that saves each change at once, so that a kill loses nothing acknowledged. */
  public MosquittoProcess(Path folder, PrivateAuthority authority)
      throws IOException, InterruptedException {
    this(folder, authority, "autosave_on_changes true\nautosave_interval 1");
  }

  /** Starts one that is not to be killed: it is quicker, for it waits for no disk. */
  static MosquittoProcess thatSavesAtItsEnd(Path folder, PrivateAuthority authority)
      throws IOException, InterruptedException {
    return new MosquittoProcess(folder, authority, "autosave_interval 0");
  }

  private MosquittoProcess(Path folder, PrivateAuthority authority, String saving)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    authority.server("broker");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("access"), ACCESS);
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        String.join(
            "\n",
            "listener " + port + " 127.0.0.1",
            "cafile " + authority.certificate(),
            "certfile " + authority.file("broker.pem"),
            "keyfile " + authority.file("broker.key"),
            "require_certificate true",
            "use_identity_as_username true",
            "acl_file " + folder.resolve("access"),
            "persistence true",
            "persistence_location " + folder + "/",
            saving,
            "max_queued_messages 10000",
            "log_dest file " + folder.resolve("mosquitto.log"),
            "log_type all",
            // It is started by root in some places, and would give its files away.
            "user " + System.getProperty("user.name"),
            ""));
    start();
  }

  void start() throws IOException, InterruptedException {
    String program =
        Files.exists(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
    process =
        new ProcessBuilder(program, "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()))
            .start();
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException(
            "Mosquitto did not start:\n" + Files.readString(folder.resolve("output.log")));
      }
      Thread.sleep(20);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * As a power cut at the broker's end, but not between an answer and its saving: Mosquitto answers
   * first and saves at the end of the same round, before it sleeps. What it lost in between would
   * be its loss and not the vehicle's.
   */
  void kill() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (process.isAlive() && !sleeps() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
  }

  /** By proc(5), stat: the state stands behind the name in brackets; S waits for an event. */
  private boolean sleeps() throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'S';
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  BrokerConfig config(String thing, PrivateAuthority authority) throws IOException {
    return new BrokerConfig(
        "localhost",
        port,
        new Topics(thing),
        authority.trustPem(),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        Duration.ofMillis(100),
        Duration.ofSeconds(1));
  }

  public int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("mosquitto.log"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
