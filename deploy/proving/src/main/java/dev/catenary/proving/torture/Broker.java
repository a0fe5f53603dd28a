package dev.catenary.proving.torture;

import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real broker, Mosquitto, in a process of its own on the loopback interface: TLS on both sides,
 * access lists by client id, sessions kept on the disk. It can be killed, started anew, and told to
 * take no events and no receipts.
 */
final class Broker implements AutoCloseable {
  private static final String PROGRAM = "mosquitto";
  private static final String PLACED = "/usr/sbin/mosquitto";
  private static final long START_MILLIS = 60_000;
  private static final long LOOK_SECONDS = 20;
  private static final String ALL_MAY_BE_TOLD = "pattern readwrite #\npattern readwrite $aws/#\n";

  /** A receiver still hears all; a vehicle may tell of itself but not of what it has seen. */
  private static final String REFUSING =
      """
      pattern read #
      pattern write catenary/%c/reports
      pattern readwrite $aws/#
      """;

  private final Path folder;
  private final int port;
  private final DeviceIdentity identity;
  private final String trust;
  private Process process;

  /**
   * Starts one.
   *
   * @param folder new, for its files
   */
  Broker(Path folder) throws IOException, InterruptedException {
    this(folder, List.of());
  }

  /**
   * Starts one that its clients reach by other addresses too.
   *
   * @param addresses that its certificate names beside localhost's
   */
  Broker(Path folder, List<String> addresses) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    makeIdentity(addresses);
    trust = Files.readString(folder.resolve("all.pem"));
    identity = DeviceIdentity.parse("all", trust + Files.readString(folder.resolve("all.key")));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(folder.resolve("access"), ALL_MAY_BE_TOLD);
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        String.join(
            "\n",
            "listener " + port + " 127.0.0.1",
            "cafile " + folder.resolve("all.pem"),
            "certfile " + folder.resolve("all.pem"),
            "keyfile " + folder.resolve("all.key"),
            "require_certificate true",
            "use_identity_as_username true",
            "acl_file " + folder.resolve("access"),
            "persistence true",
            "persistence_location " + folder + "/",
            // Each change at once, so that a kill loses nothing that was acknowledged.
            "autosave_on_changes true",
            "autosave_interval 1",
            "max_queued_messages 0",
            "log_dest file " + folder.resolve("mosquitto.log"),
            "log_type error",
            "log_type warning",
            // Started by root it would give its files away.
            "user " + System.getProperty("user.name"),
            ""));
    process = start();
  }

  /** Tests whether this machine has what is needed. */
  static boolean isPossible() throws InterruptedException {
    return endsWell(List.of("openssl", "version"))
        && (Files.exists(Path.of(PLACED)) || endsWell(List.of("which", PROGRAM)));
  }

  /** One certificate that vouches for itself, for both ends: who is who is not this row's. */
  private void makeIdentity(List<String> addresses) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=torture",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1"
                + addresses.stream().map(",IP:"::concat).collect(Collectors.joining()),
            "-addext",
            "extendedKeyUsage=serverAuth,clientAuth",
            "-keyout",
            folder.resolve("all.key").toString(),
            "-out",
            folder.resolve("all.pem").toString());
    if (!endsWell(command)) {
      throw new IOException("openssl made no certificate in " + folder);
    }
  }

  private static boolean endsWell(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LOOK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Process start() throws IOException, InterruptedException {
    Path output = folder.resolve("output.log");
    Process started =
        new ProcessBuilder(
                Files.exists(Path.of(PLACED)) ? PLACED : PROGRAM,
                "-c",
                folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    long end = System.nanoTime() + START_MILLIS * 1_000_000;
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("Mosquitto did not start: " + Files.readString(output));
      }
      Thread.sleep(20);
    }
    return started;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL, as a power cut at its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAnew() throws IOException, InterruptedException {
    process = start();
  }

  /**
   * From now on events and receipts are refused, or taken again. By a start anew: Mosquitto 2.0.11
   * may end with a failed assertion (will_delay.c) when it is told to read its lists again.
   */
  void refuse(boolean on) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("access"), on ? REFUSING : ALL_MAY_BE_TOLD);
    kill();
    startAnew();
  }

  /** It ends by our hand only. */
  boolean isAlive() {
    return process.isAlive();
  }

  DeviceIdentity identity() {
    return identity;
  }

  /** Where it is, as {@link BadLine} wants to know it. */
  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /**
   * Way in which a client speaks to it.
   *
   * @param through port of what stands before it
   */
  BrokerConfig config(String thing, int through, Duration firstRetry, Duration lastRetry) {
    return config(thing, "localhost", through, firstRetry, lastRetry);
  }

  /** The same, by another of its addresses. */
  BrokerConfig config(
      String thing, String host, int through, Duration firstRetry, Duration lastRetry) {
    return new BrokerConfig(
        host,
        through,
        new Topics(thing),
        trust,
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        firstRetry,
        lastRetry);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
