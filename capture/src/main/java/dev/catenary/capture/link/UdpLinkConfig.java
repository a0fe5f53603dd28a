package dev.catenary.capture.link;

import java.util.List;

/**
 * One UDP port to listen on.
 *
 * @param name for people
 * @param address local address, IPv4 or IPv6; {@code ::} stands for all of both
 * @param port local port; 0 for any free one
 * @param sources accept only from these addresses; none: from all
 * @param receiveBufferBytes asked of the kernel
 * @param datagramBytesMax longer datagrams are dropped and counted
 */
public record UdpLinkConfig(
    String name,
    String address,
    int port,
    List<String> sources,
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
    SenderNumber.of(address);
    sources.forEach(SenderNumber::of);
    sources = List.copyOf(sources);
  }
}
