package dev.catenary.capture;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.sensor.SensorDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of a sensor's first packets, which alone do not tell its model; kept until one does, so
 * that none is given up. One thread; allocates only while the model is being found.
 */
public final class UndecidedPackets {
  private static final int KEPT_MAX = 32;

  private final List<Datagram> kept = new ArrayList<>();
  private boolean isOver;

  /** Keeps a copy of a packet that does not tell the model; false of one that can be decoded. */
  public boolean keep(SensorDecoder decoder, Datagram datagram) {
    if (isOver
        || kept.size() == KEPT_MAX
        || !decoder.isUndecided(datagram.bytes, datagram.offset, datagram.length)) {
      return false;
    }
    Datagram copy = new Datagram();
    byte[] bytes = new byte[datagram.length];
    datagram.bytes.get(datagram.offset, bytes);
    copy.bytes = ByteBuffer.wrap(bytes);
    copy.length = datagram.length;
    copy.arrivalNanos = datagram.arrivalNanos;
    copy.sequence = datagram.sequence;
    copy.link = datagram.link;
    copy.sourceIpv4 = datagram.sourceIpv4;
    copy.sourceIpv6High = datagram.sourceIpv6High;
    copy.sourceIpv6Low = datagram.sourceIpv6Low;
    copy.sourcePort = datagram.sourcePort;
    copy.destinationPort = datagram.destinationPort;
    kept.add(copy);
    return true;
  }

  /** True when packets are kept and the next one, of this length, ends the search. */
  public boolean endsWith(int length) {
    return !kept.isEmpty() && kept.getFirst().length == length;
  }

  /** A packet was decoded: the model is known. */
  public void over() {
    isOver = true;
  }

  /** Sequence of the oldest; {@link Long#MAX_VALUE} when none is kept. */
  long oldestSequence() {
    return kept.isEmpty() ? Long.MAX_VALUE : kept.getFirst().sequence;
  }

  /** Lets go of all, in the order that they came in. */
  public List<Datagram> takeAll() {
    List<Datagram> all = List.copyOf(kept);
    kept.clear();
    return all;
  }
}
