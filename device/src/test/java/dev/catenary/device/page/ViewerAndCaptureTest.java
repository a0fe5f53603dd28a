package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.page.access.GrantIssuer;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live points are watched while a VLP-16 in dual return captures: over real sockets, a viewer that
 * reads and one that never does. The sender keeps the sensor's rate wherever the computer lets it,
 * and never runs further ahead than a receive buffer of the kernel's default holds: what is lost
 * then, we have lost.
 */
class ViewerAndCaptureTest {
  /** VLP-16 user manual 63-9243 rev E, section 9.4: six firings of 110.592 us a packet. */
  private static final long PACKET_NANOS = 663_552;

  private static final int PACKETS = 6_000;
  private static final int AHEAD_MAX = 40;

  @TempDir private Path folder;

  @Test
  void viewersCostNoPacket() throws Exception {
    int lidar = freeUdpPort();
    int web = freeTcpPort();
    GrantIssuer.makeKey(folder.resolve("fleet"));
    Path file = folder.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
        sensors: [{name: mast, model: VLP-16, position-port: 0, link: {address: 127.0.0.1, port: %d}}]
        zones: {workers: 1}
        classification: {model: rules}
        page: {port: %d, addresses: 127.0.0.1, read-only-without-sign-in: true}
        """
            .formatted(lidar, web));
    CatenaryConfig config = ConfigFile.read(file).require();
    Counters counters = new Counters();
    try (PageBeside beside = new PageBeside(config, file, "test");
        LiveLinks links = new LiveLinks(config.sensors(), config.position().links(), counters);
        Assembly machine =
            new Assembly(
                config,
                "test",
                Surroundings.of(links.source(), Feed.LIVE, null, counters)
                    .seenBy(beside.after(event -> {}), beside.onlooker()))) {
      machine.start();
      links.start();
      beside.start(machine, PageActions.NONE);
      Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> beside.page() != null);
      AtomicInteger frames = new AtomicInteger();
      AtomicInteger points = new AtomicInteger();
      Visitor reads = watching(web);
      Thread reader = Thread.ofVirtual().start(() -> readAll(reads, frames, points));
      try (Visitor neverReads = watching(web)) {
        double seconds = send(lidar, counters);
        System.out.printf(
            "%d packets in %.2f s (the sensor's own %.2f s), %d frames with %d points seen%n",
            PACKETS, seconds, PACKETS * PACKET_NANOS / 1e9, frames.get(), points.get());
        assertThat(frames.get()).isPositive();
        assertThat(points.get()).isPositive();
        assertThat(neverReads).isNotNull();
      } finally {
        reads.close();
      }
      reader.join();
      links.stop();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
    }
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(PACKETS);
    List<String> losses = new ArrayList<>();
    counters
        .snapshot()
        .forEach(
            (counter, value) -> {
              // Held up, the made sensor's clock falls behind ours; that loses nothing.
              if (counter.isLoss()) {
                losses.add(value + " " + counter);
              }
            });
    assertThat(losses).isEmpty();
    assertThat(counters.get(DeviceCounter.POINTS_IN_CHUNKS))
        .isEqualTo(counters.get(DeviceCounter.POINTS_DECODED));
  }

  private static Visitor watching(int port) throws Exception {
    Visitor visitor = new Visitor(port);
    Visitor.Answer answer =
        visitor.say(
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
                .replace("\n", "\r\n"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(101);
    // RFC 6455, section 1.3: the answer to this very key.
    assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    return visitor;
  }

  private static void readAll(Visitor visitor, AtomicInteger frames, AtomicInteger points) {
    try {
      while (true) {
        byte[] frame = visitor.frame();
        if (frame[0] == (byte) 0x82) {
          frames.incrementAndGet();
          points.addAndGet(
              ByteBuffer.wrap(frame, 1, frame.length - 1)
                  .slice()
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .getInt(36));
        }
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  private static double send(int port, Counters counters) throws IOException {
    long start = System.nanoTime();
    long due = start;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      for (int number = 0; number < PACKETS; number++) {
        while (number - counters.get(DeviceCounter.DATAGRAMS_RECEIVED) > AHEAD_MAX) {
          LockSupport.parkNanos(100_000);
          due = Math.max(due, System.nanoTime());
        }
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        due += PACKET_NANOS;
        channel.write(packet(number));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> counters.get(DeviceCounter.PACKETS_DECODED) == PACKETS);
    return seconds;
  }

  /**
   * A data packet in dual return, VLP-16 user manual 63-9243 rev E, section 9.3: pairs of blocks
   * with the same azimuth, all sixteen lasers twice in each, a wall between 10 and 30 m away.
   */
  private static ByteBuffer packet(int number) {
    ByteBuffer packet = ByteBuffer.allocate(1_206).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 12; block++) {
      int azimuth = (int) ((number * 6L + block / 2) * 40 % 36_000);
      packet.putShort((short) 0xEEFF).putShort((short) azimuth);
      for (int laser = 0; laser < 32; laser++) {
        int range = 5_000 + azimuth / 4 + (block % 2) * 500;
        packet.putShort((short) range).put((byte) (laser * 7));
      }
    }
    long hourMicros = number * PACKET_NANOS / 1_000 % 3_600_000_000L;
    return packet.putInt((int) hourMicros).put((byte) 0x39).put((byte) 0x22).flip();
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
