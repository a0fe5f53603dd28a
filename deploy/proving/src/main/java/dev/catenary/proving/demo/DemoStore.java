package dev.catenary.proving.demo;

import dev.catenary.proving.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real S3 server, S3Proxy over a folder, in a process of its own on the loopback interface. */
public final class DemoStore implements AutoCloseable {
  public static final String ACCESS_KEY = "demo";
  public static final String SECRET_KEY = "demo-secret";
  public static final String BUCKET = "survey";

  private static final long START_MILLIS = 30_000;

  private final ChildProcess process;
  private final int port;
  private final Path objects;

  private DemoStore(ChildProcess process, int port, Path objects) {
    this.process = process;
    this.port = port;
    this.objects = objects;
  }

  /**
   * @param jar S3Proxy with all it needs in one jar
   * @param directory where the server keeps its properties, log and objects
   */
  public static DemoStore start(Path jar, Path directory) throws IOException, InterruptedException {
    Path objects = Files.createDirectories(directory.resolve("objects"));
    Files.createDirectories(objects.resolve(BUCKET));
    int port = freePort();
    Path properties = directory.resolve("s3proxy.properties");
    Files.writeString(
        properties,
        String.join(
            "\n",
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + ACCESS_KEY,
            "s3proxy.credential=" + SECRET_KEY,
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + objects.toAbsolutePath(),
            ""));
    ChildProcess process =
        ChildProcess.java(
            List.of("-Xmx192m", "-jar", jar.toString(), "--properties", properties.toString()),
            directory.resolve("s3proxy.log"));
    DemoStore store = new DemoStore(process, port, objects);
    store.awaitListening();
    return store;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The folder behind the bucket. */
  public Path objects() {
    return objects.resolve(BUCKET);
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    process.close();
    throw new IOException(
        "the S3 server did not start; its last words: \""
            + process.lastLine()
            + "\". See "
            + process.log());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
