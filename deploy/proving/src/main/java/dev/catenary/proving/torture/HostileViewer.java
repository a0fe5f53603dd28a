package dev.catenary.proving.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One viewer of the page's live points that does its worst, and comes back as soon as it has been
 * cut off. On a thread of its own, from a loopback address of its own.
 */
final class HostileViewer implements AutoCloseable {
  /** Behaviour once it is let in. */
  enum Kind {
    /** Sends pings of 125 bytes in batches, and reads nothing. */
    PINGS,
    /** Says a little, so that it counts as there, and reads nothing. */
    NEVER_READS,
    /** Reads one byte a second, and sends a message of its own as slowly. */
    BYTE_A_SECOND,
    /** Begins messages of 2^40 bytes. */
    HUGE_FRAMES
  }

  private static final int RECEIVE_BYTES = 4_096;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final long AGAIN_MILLIS = 500;
  private static final int PINGS_AT_ONCE = 64;

  private final Kind kind;
  private final InetAddress from;
  private final int port;
  private final SSLContext tls;
  private final Thread thread;
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong cutOff = new AtomicLong();
  private volatile boolean stop;
  private volatile @Nullable Socket open;

  /**
   * @param from one of 127.0.0.0/8
   * @param port of the page
   */
  HostileViewer(Kind kind, InetAddress from, int port) throws GeneralSecurityException {
    this.kind = kind;
    this.from = from;
    this.port = port;
    this.tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    this.thread = Thread.ofPlatform().daemon().name("hostile-" + kind).start(this::run);
  }

  Kind kind() {
    return kind;
  }

  /** Number of times it was let in as a viewer. */
  long admitted() {
    return admitted.get();
  }

  /** Number of times its connection was then ended from the other side. */
  long cutOff() {
    return cutOff.get();
  }

  private void run() {
    while (!stop) {
      try (SSLSocket socket = connect()) {
        admitted.incrementAndGet();
        try {
          behave(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
          if (!stop) {
            cutOff.incrementAndGet();
          }
        }
      } catch (IOException e) {
        // Refused, or the page is not open yet: it tries again.
      } catch (InterruptedException e) {
        return;
      }
      try {
        Thread.sleep(AGAIN_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private SSLSocket connect() throws IOException {
    Socket plain = new Socket();
    plain.setReceiveBufferSize(RECEIVE_BYTES);
    plain.bind(new InetSocketAddress(from, 0));
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    plain.setSoTimeout(PATIENCE_MILLIS);
    open = plain;
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
    socket
        .getOutputStream()
        .write(
            """
            GET /api/v1/points HTTP/1.1
            Host: 127.0.0.1:%1$d
            Origin: https://127.0.0.1:%1$d
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """
                .formatted(port)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    if (!status.equals("HTTP/1.1 101")) {
      socket.close();
      throw new IOException(status);
    }
    return socket;
  }

  private void behave(InputStream in, OutputStream out) throws IOException, InterruptedException {
    switch (kind) {
      case PINGS -> {
        ByteBuffer batch = ByteBuffer.allocate(PINGS_AT_ONCE * 131);
        for (int i = 0; i < PINGS_AT_ONCE; i++) {
          batch.put((byte) 0x89).put((byte) (0x80 | 125)).put(new byte[129]);
        }
        while (!stop) {
          out.write(batch.array());
        }
      }
      case NEVER_READS -> {
        while (!stop) {
          // An empty pong, masked by zeros.
          out.write(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0});
          Thread.sleep(1_000);
        }
      }
      case BYTE_A_SECOND -> {
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | 120), 0, 0, 0, 0});
        while (!stop) {
          out.write(' ');
          if (in.read() < 0) {
            throw new IOException("closed");
          }
          Thread.sleep(1_000);
        }
      }
      case HUGE_FRAMES -> {
        ByteBuffer head = ByteBuffer.allocate(14);
        head.put((byte) 0x82).put((byte) (0x80 | 127)).putLong(1L << 40).putInt(0);
        out.write(head.array());
        byte[] some = new byte[16_384];
        while (!stop) {
          out.write(some);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    stop = true;
    Socket socket = open;
    if (socket != null) {
      socket.close();
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String by) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String by) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
