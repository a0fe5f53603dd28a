package dev.catenary.capture;

import dev.catenary.capture.link.Datagram;
import java.nio.ByteBuffer;

/**
 * Knows again a datagram that has just come, byte for byte the same from the same sender: a capture
 * of all interfaces beside a bridge or VLAN, or a mirrored switch port, gives each twice,
 * microseconds apart. The last few of one sender and port are kept; farther apart in time, equal
 * bytes are two messages. Allocates nothing once the buffers have their size.
 */
public final class RepeatedDatagrams {
  /** A standing compass may say the same words ten times a second, and no sensor does sooner. */
  private static final long TOGETHER_NANOS = 10_000_000;

  private static final int KEPT = 8;
  private static final int BYTES = Long.BYTES;

  private final byte[][] kept = new byte[KEPT][0];
  private final ByteBuffer[] words = new ByteBuffer[KEPT];
  private final int[] lengths = new int[KEPT];
  private final int[] senders = new int[KEPT];
  private final int[] ports = new int[KEPT];
  private final long[] arrivals = new long[KEPT];
  private int next;

  public RepeatedDatagrams() {
    for (int i = 0; i < KEPT; i++) {
      words[i] = ByteBuffer.wrap(kept[i]);
      lengths[i] = -1;
    }
  }

  /** True when this datagram came a moment ago; else it is kept for the next ones. */
  public boolean isRepeated(Datagram datagram) {
    for (int i = 0; i < KEPT; i++) {
      if (lengths[i] == datagram.length
          && senders[i] == datagram.sourceIpv4
          && ports[i] == datagram.destinationPort
          && Math.abs(datagram.arrivalNanos - arrivals[i]) <= TOGETHER_NANOS
          && isSame(i, datagram)) {
        return true;
      }
    }
    keep(datagram);
    return false;
  }

  private boolean isSame(int slot, Datagram datagram) {
    ByteBuffer bytes = datagram.bytes;
    ByteBuffer mine = words[slot].order(bytes.order());
    int at = 0;
    for (; at + BYTES <= datagram.length; at += BYTES) {
      if (mine.getLong(at) != bytes.getLong(datagram.offset + at)) {
        return false;
      }
    }
    for (; at < datagram.length; at++) {
      if (mine.get(at) != bytes.get(datagram.offset + at)) {
        return false;
      }
    }
    return true;
  }

  private void keep(Datagram datagram) {
    if (kept[next].length < datagram.length) {
      kept[next] = new byte[datagram.length];
      words[next] = ByteBuffer.wrap(kept[next]);
    }
    datagram.bytes.get(datagram.offset, kept[next], 0, datagram.length);
    lengths[next] = datagram.length;
    senders[next] = datagram.sourceIpv4;
    ports[next] = datagram.destinationPort;
    arrivals[next] = datagram.arrivalNanos;
    next = (next + 1) % KEPT;
  }
}
