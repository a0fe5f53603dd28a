package dev.catenary.proving.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A radio link for TCP, on the loopback interface: it delays, throttles, falls silent, is cut and
 * comes back, and may lead to a server that answers 503 to everything.
 */
final class BadLine implements AutoCloseable {
  private static final int PIECE_BYTES = 16 << 10;
  private static final int PIECES_UNDER_WAY = 4_096;
  private static final int BACKLOG = 1_000;
  private static final byte[] SLOW_DOWN =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final List<ServerSocket> servers = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger cutConnections = new AtomicInteger();
  private final AtomicLong upBytes = new AtomicLong();
  private final Queue<Long> attempts = new ConcurrentLinkedQueue<>();
  private volatile InetSocketAddress target;
  private volatile long delayMillis;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile boolean down;
  private volatile boolean silent;
  private volatile boolean storm;

  /** Some bytes and when they come out at the other end. */
  private static final class Piece {
    final byte[] bytes;
    final long dueNanos;

    Piece(byte[] bytes, long dueNanos) {
      this.bytes = bytes;
      this.dueNanos = dueNanos;
    }
  }

  private static final Piece END = new Piece(new byte[0], 0);

  BadLine(String endpoint) throws IOException {
    this(endpoint, List.of(InetAddress.getLoopbackAddress()));
  }

  /**
   * One with several near ends.
   *
   * @param near addresses where it listens, all on one port
   */
  BadLine(String endpoint, List<InetAddress> near) throws IOException {
    this.target = address(endpoint);
    for (InetAddress address : near) {
      var server = new ServerSocket(servers.isEmpty() ? 0 : port(), BACKLOG, address);
      servers.add(server);
      Thread.ofVirtual().name("line-accept").start(() -> accept(server));
    }
  }

  private static InetSocketAddress address(String endpoint) {
    URI uri = URI.create(endpoint);
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  String endpoint() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return servers.getFirst().getLocalPort();
  }

  /** The server has moved. */
  void lead(String endpoint) {
    target = address(endpoint);
  }

  /** Each way. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** Upwards, of each connection. */
  void throttle(long bytes) {
    bytesPerSecond = bytes;
  }

  /** Nothing gets through, and nobody is told. */
  void silence(boolean on) {
    silent = on;
  }

  /** All connections end, and new ones do too until it is up again. */
  void cut() {
    down = true;
    open.forEach(BadLine::end);
  }

  void up() {
    down = false;
  }

  /** Every request is answered 503. */
  void storm(boolean on) {
    storm = on;
    if (on) {
      open.forEach(BadLine::end);
    }
  }

  long upBytes() {
    return upBytes.get();
  }

  int refused() {
    return refused.get();
  }

  /**
   * The most connections that were asked for in any one second of this span of the steady clock.
   */
  int mostAttemptsInASecond(long fromNanos, long toNanos) {
    long[] within =
        attempts.stream()
            .mapToLong(Long::longValue)
            .filter(at -> at - fromNanos >= 0 && at - toNanos < 0)
            .sorted()
            .toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < within.length; last++) {
      while (within[last] - within[first] >= 1_000_000_000) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** Connections that were cut while bytes went up. */
  int cutConnections() {
    return cutConnections.get();
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket near = server.accept();
        attempts.add(System.nanoTime());
        if (down) {
          refused.incrementAndGet();
          end(near);
        } else {
          Thread.ofVirtual().start(() -> serve(near));
        }
      }
    } catch (IOException e) {
      open.forEach(BadLine::end);
    }
  }

  private void serve(Socket near) {
    open.add(near);
    try (Socket far = new Socket()) {
      if (storm) {
        refuse(near);
        return;
      }
      far.connect(target);
      open.add(far);
      Thread back = Thread.ofVirtual().start(() -> pass(far, near, false));
      pass(near, far, true);
      back.join();
      open.remove(far);
    } catch (IOException e) {
      refused.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
      end(near);
    }
  }

  private void refuse(Socket near) throws IOException {
    refused.incrementAndGet();
    if (near.getInputStream().read(new byte[PIECE_BYTES]) > 0) {
      near.getOutputStream().write(SLOW_DOWN);
      near.shutdownOutput();
      near.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private void pass(Socket from, Socket to, boolean upward) {
    BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>(PIECES_UNDER_WAY);
    Thread writer = Thread.ofVirtual().start(() -> write(underWay, to));
    byte[] bytes = new byte[PIECE_BYTES];
    long sent = 0;
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (upward) {
          upBytes.addAndGet(n);
          sent += n;
          hold(n);
        }
        long due = System.nanoTime() + delayMillis * 1_000_000;
        underWay.put(new Piece(Arrays.copyOf(bytes, n), due));
      }
    } catch (IOException e) {
      if (upward && down && sent > 0) {
        cutConnections.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      underWay.put(END);
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hold(int bytes) throws InterruptedException {
    long rate = bytesPerSecond;
    if (rate != Long.MAX_VALUE) {
      Thread.sleep(bytes * 1_000L / rate, (int) (bytes * 1_000_000_000L / rate % 1_000_000));
    }
  }

  private void write(BlockingQueue<Piece> underWay, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = underWay.take(); piece != END; piece = underWay.take()) {
        long wait = piece.dueNanos - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        while (silent) {
          Thread.sleep(50);
        }
        out.write(piece.bytes);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      end(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Socket socket) {
    try {
      // With a reset, as when a modem goes away.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
  }
}
