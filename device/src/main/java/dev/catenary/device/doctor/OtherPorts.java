package dev.catenary.device.doctor;

import dev.catenary.capture.PacketShape;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Locale;

/** Listens at the ports that sensors send to by default, for packets that look like a sensor's. */
final class OtherPorts {
  private static final int DATAGRAM_BYTES_MAX = 65_535;

  private OtherPorts() {}

  /**
   * The first sensor's packet heard there, as {@code 1,206 bytes, as a Velodyne's lidar packets,
   * from 192.168.1.201 to port 2369}; empty when nothing is. A port that another program has is
   * left out.
   *
   * @param port the one that was listened at already
   */
  static String heard(String address, int port, Duration listen) throws IOException {
    try (Selector selector = Selector.open()) {
      try {
        for (int usual : NetworkScan.usualPorts()) {
          if (usual != port) {
            open(selector, new InetSocketAddress(address, usual));
          }
        }
        return listen(selector, listen);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private static void open(Selector selector, InetSocketAddress at) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(at).configureBlocking(false).register(selector, SelectionKey.OP_READ, at);
    } catch (IOException e) {
      channel.close();
    }
  }

  private static String listen(Selector selector, Duration listen) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    long end = System.nanoTime() + listen.toNanos();
    for (long left = listen.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        SocketAddress from = ((DatagramChannel) key.channel()).receive(bytes.clear());
        String shape = PacketShape.nameOf(bytes.position());
        if (from instanceof InetSocketAddress sender && !shape.isEmpty()) {
          return String.format(
              Locale.ROOT,
              "%,d bytes, as %s, from %s to port %d",
              bytes.position(),
              shape,
              sender.getAddress().getHostAddress(),
              ((InetSocketAddress) key.attachment()).getPort());
        }
      }
      selector.selectedKeys().clear();
    }
    return "";
  }
}
