package dev.catenary.capture.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UdpLinkTest {
  private final Counters counters = new Counters();
  private final DatagramRing ring = new DatagramRing(32 << 20, counters);

  private static UdpLinkConfig config(int port, int datagramBytesMax) {
    return new UdpLinkConfig("test", "127.0.0.1", port, List.of(), 1 << 20, datagramBytesMax);
  }

  private UdpLink open(int port, int datagramBytesMax, UdpLink.Transport transport)
      throws IOException {
    return new UdpLink(config(port, datagramBytesMax), 3, ring, counters, () -> 42, transport);
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void everyDatagramArrivesOnceAndInOrder(UdpLink.Transport transport) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    try (UdpLink link = open(0, 2_048, transport);
        DatagramSocket sender = new DatagramSocket()) {
      for (int i = 0; i < 500; i++) {
        byte[] payload = ByteBuffer.allocate(1_206).putInt(i).array();
        sender.send(
            new DatagramPacket(
                payload, payload.length, InetAddress.getLoopbackAddress(), link.port()));
      }
      await()
          .until(
              () -> {
                ring.poll(
                    datagram -> {
                      assertThat(datagram.length).isEqualTo(1_206);
                      assertThat(datagram.link).isEqualTo(3);
                      assertThat(datagram.arrivalNanos).isEqualTo(42);
                      assertThat(datagram.sourceIpv4).isEqualTo(0x7F000001);
                      assertThat(datagram.destinationPort).isEqualTo(link.port());
                      numbers.add(
                          datagram
                              .bytes
                              .order(java.nio.ByteOrder.BIG_ENDIAN)
                              .getInt(datagram.offset));
                    },
                    100);
                return numbers.size() == 500;
              });
    }
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void addressThatNoInterfaceHasYetIsWaitedFor() throws IOException {
    assumeThat(UdpLink.Transport.best()).isEqualTo(UdpLink.Transport.EPOLL);
    // Of RFC 5737's addresses for documentation: no interface has it.
    var config = new UdpLinkConfig("early", "192.0.2.7", 0, List.of(), 1 << 20, 2_048);
    try (UdpLink link = new UdpLink(config, 3, ring, counters, () -> 42, UdpLink.Transport.EPOLL)) {
      assertThat(link.port()).isPositive();
      assertThat(UdpLink.isHere("192.0.2.7")).isFalse();
      assertThat(UdpLink.isHere("127.0.0.1")).isTrue();
      assertThat(UdpLink.isHere("0.0.0.0")).isTrue();
    }
  }

  private static void send(DatagramSocket sender, int length, int port) throws IOException {
    sender.send(
        new DatagramPacket(new byte[length], length, InetAddress.getLoopbackAddress(), port));
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void datagramTooLongForTheLinkIsCountedAndTheLongestIsNot(UdpLink.Transport transport)
      throws Exception {
    try (UdpLink link = open(0, 1_206, transport);
        DatagramSocket sender = new DatagramSocket()) {
      for (int length : new int[] {1_207, 1_206, 3_000}) {
        send(sender, length, link.port());
      }
      await().until(() -> counters.get(DeviceCounter.DATAGRAMS_TOO_LARGE) == 2);
      List<Integer> lengths = new ArrayList<>();
      ring.poll(datagram -> lengths.add(datagram.length), 10);
      assertThat(lengths).containsExactly(1_206);
    }
  }

  @Test
  void readsThatFailAreCountedAndTheLinkGoesOn() throws Exception {
    try (UdpLink link = open(0, 1_206, UdpLink.Transport.NIO);
        DatagramSocket sender = new DatagramSocket()) {
      for (int i = 0; i < 5; i++) {
        link.readFailed(new IOException("Protocol not available"));
      }
      assertThat(counters.get(DeviceCounter.LINK_READS_FAILED)).isEqualTo(5);
      send(sender, 100, link.port());
      await().until(() -> ring.poll(_ -> {}, 10) == 1);
    }
  }

  /** 33,024 bytes: the largest of any sensor, in 23 fragments on Ethernet. */
  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void datagramLargerThanTheNetworksFramesArrivesWhole(UdpLink.Transport transport)
      throws Exception {
    try (UdpLink link = open(0, 33_024, transport);
        DatagramSocket sender = new DatagramSocket()) {
      send(sender, 33_024, link.port());
      List<Integer> lengths = new ArrayList<>();
      await().until(() -> ring.poll(datagram -> lengths.add(datagram.length), 10) == 1);
      assertThat(lengths).containsExactly(33_024);
    }
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void senderThatIsNotTheConfiguredOneIsCountedAndItsDatagramLeftOut(UdpLink.Transport transport)
      throws Exception {
    UdpLinkConfig config =
        new UdpLinkConfig("test", "127.0.0.1", 0, List.of("127.0.0.2"), 1 << 20, 2_048);
    try (UdpLink link = new UdpLink(config, 3, ring, counters, () -> 42, transport);
        DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        DatagramSocket right = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
      send(other, 100, link.port());
      send(right, 200, link.port());
      List<Integer> lengths = new ArrayList<>();
      await().until(() -> ring.poll(datagram -> lengths.add(datagram.length), 10) == 1);
      assertThat(lengths).containsExactly(200);
      assertThat(counters.get(DeviceCounter.DATAGRAMS_UNKNOWN_SOURCE)).isEqualTo(1);
      assertThat(ring.strangers().list())
          .containsExactly(new Stranger("127.0.0.1", link.port(), true, 1, 100));
    }
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void sendersOfOnePortAreToldApartOverBothProtocols(UdpLink.Transport transport) throws Exception {
    UdpLinkConfig config =
        new UdpLinkConfig("test", "::", 0, List.of("127.0.0.2", "::1"), 1 << 20, 2_048);
    try (UdpLink link = new UdpLink(config, 3, ring, counters, () -> 42, transport);
        DatagramSocket four = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"));
        DatagramSocket six = new DatagramSocket(0, InetAddress.getByName("::1"))) {
      send(four, 100, link.port());
      six.send(new DatagramPacket(new byte[200], 200, InetAddress.getByName("::1"), link.port()));
      List<Integer> senders = new ArrayList<>();
      await()
          .until(
              () -> {
                ring.poll(datagram -> senders.add(datagram.sourceIpv4), 10);
                return senders.size() == 2;
              });
      assertThat(senders)
          .containsExactlyInAnyOrder(0x7F00_0002, SenderNumber.of(InetAddress.getByName("::1")));
    }
  }

  /** Nobody empties the queue: what it has no room for is its loss, not the kernel's. */
  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void whatTheQueueHasNoRoomForIsCountedApart(UdpLink.Transport transport) throws Exception {
    DatagramRing small = new DatagramRing(16_384, counters);
    try (UdpLink link = new UdpLink(config(0, 2_048), 3, small, counters, () -> 42, transport);
        DatagramSocket sender = new DatagramSocket()) {
      for (int i = 0; i < 100; i++) {
        send(sender, 1_206, link.port());
      }
      await().until(() -> counters.get(DeviceCounter.DATAGRAMS_RECEIVED) == 100);
      int kept = small.poll(datagram -> assertThat(datagram.length).isEqualTo(1_206), 1_000);
      assertThat(kept).isBetween(1, 16_384 / 1_206);
      assertThat(counters.get(DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL)).isEqualTo(100 - kept);
      assertThat(counters.get(DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL)).isZero();
    }
  }

  @Test
  void portThatIsTakenIsSaidWithTheCure() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open(taken.getLocalPort(), 2_048, UdpLink.Transport.best()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("ss -lunp");
    }
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void bufferSmallerThanAskedIsSaidWithTheCure(UdpLink.Transport transport) throws Exception {
    int absurd = Integer.MAX_VALUE / 4;
    UdpLinkConfig config = new UdpLinkConfig("test", "127.0.0.1", 0, List.of(), absurd, 2_048);
    try (UdpLink link = new UdpLink(config, 0, ring, counters, () -> 0, transport)) {
      assertThat(link.receiveBufferProblem()).contains("sysctl -w net.core.rmem_max=" + absurd);
    }
  }

  @ParameterizedTest
  @EnumSource(UdpLink.Transport.class)
  void bufferThatWasGrantedIsNoProblem(UdpLink.Transport transport) throws Exception {
    UdpLinkConfig config = new UdpLinkConfig("test", "127.0.0.1", 0, List.of(), 65_536, 2_048);
    try (UdpLink link = new UdpLink(config, 0, ring, counters, () -> 0, transport)) {
      assertThat(link.receiveBufferProblem()).isNull();
    }
  }

  @Test
  void addressThatIsNoAddressIsRefused() {
    assertThatThrownBy(
            () -> new UdpLinkConfig("test", "lidar.local", 2_368, List.of(), 65_536, 2_048))
        .hasMessageContaining("found the address lidar.local; expected four numbers");
  }

  @Test
  void whatTheKernelDropsIsCountedApart() throws Exception {
    try (DatagramChannel deaf = DatagramChannel.open();
        DatagramSocket sender = new DatagramSocket()) {
      deaf.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 8_192);
      deaf.bind(new InetSocketAddress("127.0.0.1", 0));
      int port = ((InetSocketAddress) deaf.getLocalAddress()).getPort();
      List<Path> tables = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
      List<KernelDrops> drops =
          tables.stream()
              .map(table -> new KernelDrops(table, List.of(port), counters, System::nanoTime))
              .toList();
      int sent = 200;
      for (int i = 0; i < sent; i++) {
        sender.send(
            new DatagramPacket(new byte[1_206], 1_206, InetAddress.getLoopbackAddress(), port));
      }
      for (KernelDrops each : drops) {
        each.look();
        each.close();
      }
      deaf.configureBlocking(false);
      int received = 0;
      while (deaf.receive(ByteBuffer.allocate(2_000)) != null) {
        received++;
      }
      assertThat(counters.get(DeviceCounter.DATAGRAMS_DROPPED_BY_KERNEL))
          .isPositive()
          .isEqualTo(sent - received);
    }
  }
}
