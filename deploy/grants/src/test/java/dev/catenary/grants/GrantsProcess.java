package dev.catenary.grants;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The grant service in a process of its own, over tables in a folder. */
final class GrantsProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private Process process;

  /**
   * Starts it on a free port.
   *
   * @param folder with {@code vehicles.csv}, {@code utilities.csv} and {@code revoked.csv}
   */
  GrantsProcess(
      Path folder,
      TestAuthority authority,
      TestAuthority.Identity server,
      List<String> more,
      String accessKey,
      String secretKey)
      throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("grants.settings"),
        String.join(
                "\n",
                "# Test",
                "listen-port = " + port,
                "certificate = " + server.certificate(),
                "key = " + server.key(),
                "device-authority = " + authority.certificate(),
                "vehicles = vehicles.csv",
                "utilities = utilities.csv",
                "revoked = revoked.csv",
                "table-age-seconds = 0",
                "")
            + String.join("\n", more));
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    start();
  }

  private final String accessKey;
  private final String secretKey;

  void start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                folder.resolve("grants.settings").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("AWS_ACCESS_KEY_ID", accessKey);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", secretKey);
    builder.environment().remove("AWS_SESSION_TOKEN");
    process = builder.start();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("the grant service did not start:\n" + log());
      }
      Thread.sleep(50);
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

  URI url() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** All it has said. */
  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
