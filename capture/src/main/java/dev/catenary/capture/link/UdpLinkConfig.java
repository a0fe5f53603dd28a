package dev.catenary.capture.link;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One UDP port to listen on.
 *
 * @param name for people
 * @param address local address
 * @param port local port; 0 for any free one
 * @param source accept only from this address; null from all
 * @param receiveBufferBytes asked of the kernel
 * @param datagramBytesMax longer datagrams are dropped and counted
 */
public record UdpLinkConfig(
    String name,
    String address,
    int port,
    @Nullable String source,
    int receiveBufferBytes,
    int datagramBytesMax) {
  /** The largest payload that UDP over IPv4 can carry. */
  public static final int DATAGRAM_BYTES_POSSIBLE = 65_507;

  public UdpLinkConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("found port " + port + "; expected 0 to 65535");
    }
    if (datagramBytesMax < 1 || datagramBytesMax > DATAGRAM_BYTES_POSSIBLE) {
      throw new IllegalArgumentException(
          String.format(
              "found datagrams of at most %d bytes; expected 1 to %d",
              datagramBytesMax, DATAGRAM_BYTES_POSSIBLE));
    }
    if (receiveBufferBytes < 1) {
      throw new IllegalArgumentException(
          "found a receive buffer of " + receiveBufferBytes + " bytes; expected more than 0");
    }
    checkIpv4(address);
    checkIpv4(source);
  }

  private static void checkIpv4(@Nullable String address) {
    if (address != null) {
      ipv4(address);
    }
  }

  /** An address in dotted decimal as a big-endian number; names are not looked up. */
  static int ipv4(String dotted) {
    try {
      return ByteBuffer.wrap(Inet4Address.ofLiteral(dotted).getAddress()).getInt();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "found the address " + dotted + "; expected four numbers as 192.168.1.201", e);
    }
  }
}
