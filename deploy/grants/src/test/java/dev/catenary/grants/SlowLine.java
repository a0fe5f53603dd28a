package dev.catenary.grants;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server on this machine that can hold up one request. It changes no byte. */
final class SlowLine implements AutoCloseable {
  private final int port;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Duration> held = new ConcurrentHashMap<>();

  /** Bytes on their way to the server, with all that goes around them. */
  final AtomicLong requestBytes = new AtomicLong();

  SlowLine(int port) throws IOException {
    this.port = port;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.submit(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** The first request with this in it waits so long on the line. */
  void holdFirst(String text, Duration time) {
    held.put(text, time);
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      threads.submit(() -> pump(client, server, true));
      threads.submit(() -> pump(server, client, false));
    }
  }

  private Void pump(Socket from, Socket to, boolean requests) throws Exception {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (requests) {
          requestBytes.addAndGet(read);
        }
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        for (String part : requests ? held.keySet() : Set.<String>of()) {
          Duration time = text.contains(part) ? held.remove(part) : null;
          if (time != null) {
            Thread.sleep(time);
          }
        }
        out.write(buffer, 0, read);
        out.flush();
      }
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
