package dev.catenary.proving.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.assembly.Feed;
import dev.catenary.device.assembly.LiveLinks;
import dev.catenary.device.assembly.Surroundings;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.page.PageActions;
import dev.catenary.device.page.PageBeside;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
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
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The row {@code viewers} in its short form, in this process: eight hostile viewers of each kind
 * while a VLP-16 in dual return captures. The sender keeps the sensor's rate wherever the computer
 * lets it, and never runs further ahead than a receive buffer of the kernel's default holds: what
 * is lost then, we have lost.
 */
class HostileViewersTest {
  /** VLP-16 user manual 63-9243 rev E, section 9.4: six firings of 110.592 us a packet. */
  private static final long PACKET_NANOS = 663_552;

  /** Twenty seconds of them. */
  private static final int PACKETS = 30_000;

  private static final int AHEAD_MAX = 40;
  private static final int EACH = 8;
  private static final long NETWORK_BYTES_MAX = 64L << 20;

  @TempDir private Path folder;

  @Test
  void aHostileCrowdCostsNoPacketAndNoMemory() throws Exception {
    int lidar = freeUdpPort();
    int web = freeTcpPort();
    Path file = folder.resolve("catenary.yaml");
    Files.writeString(
        file,
        """
        position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
        sensors: [{name: mast, model: VLP-16, position-port: 0, link: {address: 127.0.0.1, port: %d}}]
        zones: {workers: 1, memory-max: 1024}   # a starved machine labels late; that is no loss of the viewers
        classification: {model: rules}
        page: {port: %d, addresses: 127.0.0.1, read-only-without-sign-in: true, viewers: 32}
        """
            .formatted(lidar, web));
    CatenaryConfig config = ConfigFile.read(file).require();
    Counters counters = new Counters();
    List<HostileViewer> crowd = new ArrayList<>();
    long most;
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
      try {
        for (HostileViewer.Kind kind : HostileViewer.Kind.values()) {
          for (int i = 0; i < EACH; i++) {
            crowd.add(
                new HostileViewer(
                    kind,
                    InetAddress.ofLiteral("127.0." + (kind.ordinal() + 1) + "." + (i + 1)),
                    web));
          }
        }
        most = send(lidar, counters);
      } finally {
        for (HostileViewer each : crowd) {
          each.close();
        }
      }
      links.stop();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
    }
    for (HostileViewer.Kind kind : HostileViewer.Kind.values()) {
      List<HostileViewer> some = crowd.stream().filter(each -> each.kind() == kind).toList();
      long admitted = some.stream().mapToLong(HostileViewer::admitted).sum();
      long cutOff = some.stream().mapToLong(HostileViewer::cutOff).sum();
      System.out.printf("%s: let in %d times, cut off %d times%n", kind, admitted, cutOff);
      assertThat(admitted).as("%s was let in", kind).isPositive();
      if (kind == HostileViewer.Kind.PINGS || kind == HostileViewer.Kind.HUGE_FRAMES) {
        assertThat(cutOff).as("%s was cut off", kind).isGreaterThanOrEqualTo(EACH);
      }
    }
    System.out.printf("at most %,d bytes of the network's memory%n", most);
    assertThat(most).isLessThan(NETWORK_BYTES_MAX);
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
  }

  /** Sends all packets; returns the most that the network's buffers held meanwhile. */
  private static long send(int port, Counters counters) throws IOException {
    long due = System.nanoTime();
    long most = 0;
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
        if (number % 100 == 0) {
          most = Math.max(most, networkBytes());
        }
      }
    }
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> counters.get(DeviceCounter.PACKETS_DECODED) == PACKETS);
    return most;
  }

  private static long networkBytes() {
    var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return metric.usedDirectMemory() + metric.usedHeapMemory();
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
