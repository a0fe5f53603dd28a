package dev.catenary.capture.link;

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
  /** Holds the largest datagram of any supported sensor: Ouster's 24,896 bytes. */
  public static final int DEFAULT_DATAGRAM_BYTES_MAX = 32_768;

  public UdpLinkConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("found port " + port + "; expected 0 to 65535");
    }
  }
}
