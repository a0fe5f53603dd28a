package dev.catenary.proving.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends numbered datagrams of one length at an even rate over loopback, from a process of its own:
 * {@code PacketSender PORT BYTES PACKETS_PER_SECOND SECONDS}. The last line tells how many.
 */
final class PacketSender {
  private static final int SEND_BUFFER_BYTES = 4 << 20;

  private PacketSender() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    int bytes = Integer.parseInt(args[1]);
    int packetsPerSecond = Integer.parseInt(args[2]);
    long packets = (long) packetsPerSecond * Integer.parseInt(args[3]);
    ByteBuffer packet = ByteBuffer.allocateDirect(bytes);
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      long start = System.nanoTime();
      for (long number = 0; number < packets; number++) {
        awaitTurn(start + number * 1_000_000_000 / packetsPerSecond);
        packet.clear().putLong(0, number);
        channel.write(packet);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%d %.3f%n", packets, seconds);
    }
  }

  private static void awaitTurn(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
