package dev.catenary.capture.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TcpLinkTest {
  private static final long SECOND = 1_000_000_000;

  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(1 << 16, counters);
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private int destinationPort;

  private TcpLink link(int port) {
    return new TcpLink(
        new TcpLinkConfig("position-3001", "127.0.0.1", port, 3_001),
        0,
        ring,
        counters,
        () -> 7,
        clock::get);
  }

  /** Works until it is so; the link's clock stands meanwhile. */
  private void workUntil(TcpLink link, BooleanSupplier isSo) throws Exception {
    long deadline = System.nanoTime() + 10 * SECOND;
    while (!isSo.getAsBoolean() && System.nanoTime() < deadline) {
      link.doWork();
      ring.poll(
          datagram -> {
            destinationPort = datagram.destinationPort;
            for (int i = 0; i < datagram.length; i++) {
              arrived.write(datagram.bytes.get(datagram.offset + i));
            }
          },
          64);
      Thread.sleep(1);
    }
    assertThat(isSo.getAsBoolean()).isTrue();
  }

  private static void say(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    to.getOutputStream().flush();
  }

  @Test
  void bytesArriveUnderTheLinksNumberAndAClosedConnectionIsMadeAgain() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TcpLink link = link(server.getLocalPort())) {
      workUntil(link, () -> link.problem() == null && connected(link));
      try (Socket first = server.accept()) {
        say(first, "one");
        workUntil(link, () -> arrived.toString(StandardCharsets.US_ASCII).equals("one"));
      }
      assertThat(destinationPort).isEqualTo(3_001);
      workUntil(link, () -> link.problem() != null);
      assertThat(link.problem())
          .contains("TCP link position-3001", "closed the connection", "expected", "Check");
      clock.addAndGet(SECOND);
      workUntil(link, () -> link.problem() == null);
      try (Socket second = server.accept()) {
        say(second, "two");
        workUntil(link, () -> arrived.toString(StandardCharsets.US_ASCII).equals("onetwo"));
      }
      assertThat(counters.get(DeviceCounter.TCP_RECONNECTS)).isEqualTo(1);
    }
  }

  private boolean connected(TcpLink link) {
    return link.doWork() == 0 && link.isConnected();
  }

  @Test
  void attemptsBecomeRarer() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (TcpLink link = link(port)) {
      workUntil(link, () -> link.problem() != null);
      long attempts = 0;
      for (int tenth = 0; tenth < 600; tenth++) {
        clock.addAndGet(SECOND / 10);
        for (int i = 0; i < 20; i++) {
          link.doWork();
        }
        attempts = link.attempts();
      }
      // 0, 0.25, 0.75, 1.75, 3.75, 7.75, then each 8 s up to 60 s: 12.
      assertThat(attempts).isBetween(8L, 13L);
    }
  }

  @Test
  void silentServerIsLeftAndToldOf() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        TcpLink link = link(server.getLocalPort())) {
      workUntil(link, link::isConnected);
      clock.addAndGet(11 * SECOND);
      workUntil(link, () -> link.problem() != null);
      assertThat(link.problem()).contains("no byte for 10 s");
    }
  }

  @Test
  void unknownHostIsToldOf() throws Exception {
    try (TcpLink link =
        new TcpLink(
            new TcpLinkConfig("position-3001", "no-such-host.invalid", 1, 3_001),
            0,
            ring,
            counters,
            () -> 7,
            clock::get)) {
      workUntil(link, () -> link.problem() != null);
      assertThat(link.problem()).contains("no such host name", "no-such-host.invalid:1");
    }
  }
}
