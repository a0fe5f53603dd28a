package dev.catenary.capture.link;

/**
 * A server that a receiver's bytes are fetched from.
 *
 * @param name for people
 * @param host name or address of the server
 * @param port of the server
 * @param datagramPort number that stands where a UDP datagram has its destination port; tells the
 *     link's bytes from others' in the raw journal and in a recording
 */
public record TcpLinkConfig(String name, String host, int port, int datagramPort) {
  private static final int PORT_MAX = 65_535;

  public TcpLinkConfig {
    for (int number : new int[] {port, datagramPort}) {
      if (number < 1 || number > PORT_MAX) {
        throw new IllegalArgumentException(
            "found the port " + number + "; expected 1 to " + PORT_MAX);
      }
    }
  }

  /** As people write it. */
  String server() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
