package dev.catenary.capture.replay;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Fields of a datagram that are compared; its payload as hex. */
record Seen(long nanos, int source, int sourcePort, int destinationPort, String payload) {
  static Seen of(Datagram datagram) {
    byte[] bytes = new byte[datagram.length];
    datagram.bytes.get(datagram.offset, bytes);
    return new Seen(
        datagram.arrivalNanos,
        datagram.sourceIpv4,
        datagram.sourcePort,
        datagram.destinationPort,
        HexFormat.of().formatHex(bytes));
  }

  /** The datagram that {@link Wire} sends with this payload. */
  static Seen expected(long nanos, byte[] payload) {
    return new Seen(
        nanos,
        Wire.SOURCE,
        Wire.SOURCE_PORT,
        Wire.DESTINATION_PORT,
        HexFormat.of().formatHex(payload));
  }

  static List<Seen> read(Path file, Counters counters) throws IOException {
    List<Seen> seen = new ArrayList<>();
    Datagram datagram = new Datagram();
    try (CaptureFileReader reader = new CaptureFileReader(file, counters)) {
      while (reader.next(datagram)) {
        seen.add(of(datagram));
      }
    }
    return seen;
  }
}
