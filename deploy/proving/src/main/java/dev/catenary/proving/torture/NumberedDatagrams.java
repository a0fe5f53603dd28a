package dev.catenary.proving.torture;

import dev.catenary.capture.link.Datagram;
import java.nio.ByteBuffer;
import java.util.Random;

/** Datagrams of which each field follows from the sequence, so that any change is seen. */
final class NumberedDatagrams {
  private static final int LENGTH_MAX = 1_300;
  private static final long START_NANOS = 1_790_000_000_000_000_000L;

  private NumberedDatagrams() {}

  static Datagram of(long sequence) {
    Random random = new Random(sequence);
    byte[] payload = new byte[random.nextInt(LENGTH_MAX)];
    random.nextBytes(payload);
    Datagram datagram = new Datagram();
    datagram.bytes = ByteBuffer.wrap(payload);
    datagram.length = payload.length;
    datagram.sequence = sequence;
    datagram.arrivalNanos = START_NANOS + (sequence & 0xFFFF_FFFFL) * 663_552;
    datagram.sourceIpv4 = 0xC0A8_01C9;
    datagram.sourcePort = 2_368;
    datagram.destinationPort = 2_368;
    return datagram;
  }

  /** True when it is the datagram of its sequence, in each field and byte. */
  static boolean isWhole(Datagram datagram) {
    Datagram expected = of(datagram.sequence);
    return datagram.arrivalNanos == expected.arrivalNanos
        && datagram.sourceIpv4 == expected.sourceIpv4
        && datagram.sourcePort == expected.sourcePort
        && datagram.destinationPort == expected.destinationPort
        && datagram
            .bytes
            .slice(datagram.offset, datagram.length)
            .equals(expected.bytes.slice(0, expected.length));
  }
}
