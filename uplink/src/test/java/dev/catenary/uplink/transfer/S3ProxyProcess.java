package dev.catenary.uplink.transfer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real S3 server, S3Proxy, in a process of its own, keeping its data in a folder. */
public final class S3ProxyProcess implements AutoCloseable {
  public static final String ACCESS_KEY = "bench";
  public static final String SECRET_KEY = "bench-secret";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private Process process;

  /** Starts one on a free port that wants signed requests. */
  public S3ProxyProcess(Path folder) throws IOException, InterruptedException {
    this(folder, "aws-v2-or-v4");
  }

  /**
   * Starts one on a free port; a bucket is a folder in {@link #data}.
   *
   * @param authorization {@code none} to check no signatures, as behind a proxy with another name
   */
  public S3ProxyProcess(Path folder, String authorization)
      throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    Files.createDirectories(data());
    Files.writeString(
        folder.resolve("s3proxy.properties"),
        String.join(
            "\n",
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=" + authorization,
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + data()));
    start();
  }

  /** Starts it again on the same port and data. */
  public void start() throws IOException, InterruptedException {
    Path jar = jar();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "--properties",
                folder.resolve("s3proxy.properties").toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("s3proxy.log").toFile()))
            .start();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "S3Proxy did not start:\n" + Files.readString(folder.resolve("s3proxy.log")));
      }
      Thread.sleep(50);
    }
  }

  private static Path jar() throws IOException {
    try (var files = Files.list(Path.of("target", "s3proxy"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no S3Proxy in target/s3proxy: run the Maven build"));
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

  public Path data() {
    return folder.resolve("data");
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void makeBucket(String bucket) throws IOException {
    Files.createDirectories(data().resolve(bucket));
  }

  public S3Config config(String bucket) {
    return config(endpoint(), bucket);
  }

  /** The same store by way of another address. */
  public static S3Config config(URI endpoint, String bucket) {
    return new S3Config(
        endpoint,
        "us-east-1",
        bucket,
        "survey",
        true,
        new S3Credentials.Static(ACCESS_KEY, SECRET_KEY),
        Duration.ofSeconds(60));
  }

  /** Ends it at once, as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
