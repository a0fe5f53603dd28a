package dev.catenary.proving.bench;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.flow.Stage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the packets of {@link PacketSender} and counts those that carry the number awaited. */
final class NumberedPackets implements Stage {
  private static final int PACKETS_PER_STEP = 64;

  private final DatagramSource source;
  private final DatagramSink sink = this::accept;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong inOrder = new AtomicLong();
  private long next;

  NumberedPackets(DatagramSource source) {
    this.source = source;
  }

  @Override
  public String roleName() {
    return "capture";
  }

  @Override
  public int doWork() throws IOException {
    return source.poll(sink, PACKETS_PER_STEP);
  }

  private void accept(Datagram datagram) {
    // The sender writes in network order, the ring reads in its own.
    long number = Long.reverseBytes(datagram.bytes.getLong(datagram.offset));
    if (number >= next) {
      inOrder.incrementAndGet();
      next = number + 1;
    }
    count.incrementAndGet();
  }

  /** Number that has come; the last one's sequence in the journal. */
  long count() {
    return count.get();
  }

  /** Number that came after all that were sent before them. */
  long inOrder() {
    return inOrder.get();
  }
}
