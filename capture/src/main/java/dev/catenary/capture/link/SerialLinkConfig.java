package dev.catenary.capture.link;

import java.nio.file.Path;

/**
 * One serial port to read, with eight data bits, no parity and one stop bit: what GNSS receivers,
 * INS and the LD19 send.
 *
 * @param name for people
 * @param device as {@code /dev/ttyUSB0}; better a stable name from {@code /dev/serial/by-id}
 * @param datagramPort number that stands where a UDP datagram has its destination port; tells the
 *     link's bytes from others' in the raw journal and in a recording
 * @param baud symbols a second
 */
public record SerialLinkConfig(String name, Path device, int datagramPort, int baud) {
  private static final int PORT_MAX = 65_535;

  public SerialLinkConfig {
    if (datagramPort < 1 || datagramPort > PORT_MAX) {
      throw new IllegalArgumentException(
          "found the number " + datagramPort + "; expected 1 to " + PORT_MAX);
    }
    if (baud <= 0) {
      throw new IllegalArgumentException("found " + baud + " baud; expected more than 0");
    }
  }
}
