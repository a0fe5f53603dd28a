package dev.catenary.capture.link;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries datagrams from the threads that receive them to the one that captures them: a ring of
 * bytes, allocated once. Any number of producers, one consumer. While the consumer keeps up, only
 * the ring's first part is used: the rest takes no memory until a stall needs it.
 *
 * <p>When it is full the new datagram is dropped and counted ({@code
 * DATAGRAMS_DROPPED_QUEUE_FULL}): the ones already there keep their order and their neighbours.
 */
public final class DatagramRing implements DatagramSource {
  private static final int LENGTH_OFFSET = 0;
  private static final int LINK_OFFSET = 4;
  private static final int ARRIVAL_OFFSET = 8;
  private static final int SOURCE_IPV4_OFFSET = 16;
  private static final int SOURCE_PORT_OFFSET = 20;
  private static final int DESTINATION_PORT_OFFSET = 24;
  private static final int HEADER_LENGTH = 32;
  private static final int REST_IS_EMPTY = -1;

  /** Behind this an empty ring begins again at its start, where memory and caches are warm. */
  private static final int WARM_BYTES = 2 << 20;

  private final ByteBuffer ring;
  private final int capacity;
  private final Strangers strangers = new Strangers();
  private final List<Supplier<@Nullable String>> problems = new CopyOnWriteArrayList<>();
  private final Counters counters;
  private final Datagram datagram = new Datagram();
  private final Object producers = new Object();
  private volatile long written;
  private volatile long read;
  private volatile boolean closed;

  /**
   * @param bytes capacity; rounded up to a power of two
   */
  public DatagramRing(int bytes, Counters counters) {
    capacity = Integer.highestOneBit(Math.max(HEADER_LENGTH * 2, bytes - 1)) << 1;
    ring = UntouchedMemory.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    this.counters = counters;
  }

  /**
   * Puts one datagram in.
   *
   * @param bytes holds the payload at {@code [offset, offset + length)}; copied
   * @return false when it was dropped
   */
  public boolean offer(
      ByteBuffer bytes,
      int offset,
      int length,
      int link,
      long arrivalNanos,
      int sourceIpv4,
      int sourcePort,
      int destinationPort) {
    counters.increment(DeviceCounter.DATAGRAMS_RECEIVED);
    counters.add(DeviceCounter.BYTES_RECEIVED, length);
    synchronized (producers) {
      int at = claim(HEADER_LENGTH + padded(length));
      if (at < 0) {
        counters.increment(DeviceCounter.DATAGRAMS_DROPPED_QUEUE_FULL);
        return false;
      }
      ring.putInt(at + LENGTH_OFFSET, length);
      ring.putInt(at + LINK_OFFSET, link);
      ring.putLong(at + ARRIVAL_OFFSET, arrivalNanos);
      ring.putInt(at + SOURCE_IPV4_OFFSET, sourceIpv4);
      ring.putInt(at + SOURCE_PORT_OFFSET, sourcePort);
      ring.putInt(at + DESTINATION_PORT_OFFSET, destinationPort);
      ring.put(at + HEADER_LENGTH, bytes, offset, length);
      publish(HEADER_LENGTH + padded(length));
      return true;
    }
  }

  /** Finds room for a record in one piece; -1 when there is none. */
  private int claim(int length) {
    int at = (int) (written & (capacity - 1));
    int toEnd = capacity - at;
    int skipped = length > toEnd ? toEnd : 0;
    if (written + skipped + length - read > capacity) {
      return -1;
    }
    if (skipped > 0) {
      ring.putInt(at + LENGTH_OFFSET, REST_IS_EMPTY);
      publish(skipped);
      return 0;
    }
    return at;
  }

  /** Shows the consumer what has been written; under the producers' lock. */
  private void publish(int length) {
    long end = written + length;
    written = end;
  }

  /**
   * Adds a link whose state is told by {@link #problems}; before any thread asks.
   *
   * @param problem why it is not open; null while it is
   */
  public void addProblem(Supplier<@Nullable String> problem) {
    problems.add(problem);
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<>();
    for (Supplier<@Nullable String> each : problems) {
      String problem = each.get();
      if (problem != null) {
        all.add(problem);
      }
    }
    return all;
  }

  @Override
  public Strangers strangers() {
    return strangers;
  }

  @Override
  public int poll(DatagramSink sink, int limit) {
    int count = 0;
    long position = read;
    while (count < limit && position < written) {
      int at = (int) (position & (capacity - 1));
      int length = ring.getInt(at + LENGTH_OFFSET);
      if (length == REST_IS_EMPTY) {
        position += capacity - at;
      } else {
        fill(at, length);
        sink.accept(datagram);
        ring.order(ByteOrder.LITTLE_ENDIAN);
        position += HEADER_LENGTH + padded(length);
        count++;
      }
      read = position;
    }
    if (count == 0 && (position & (capacity - 1)) > WARM_BYTES) {
      beginAgain();
    }
    return count;
  }

  /** By the consumer, so that a ring is never short of the room that was skipped. */
  private void beginAgain() {
    synchronized (producers) {
      if (read == written) {
        long start = (written | (capacity - 1)) + 1;
        written = start;
        read = start;
      }
    }
  }

  private void fill(int at, int length) {
    datagram.bytes = ring;
    datagram.offset = at + HEADER_LENGTH;
    datagram.length = length;
    datagram.link = ring.getInt(at + LINK_OFFSET);
    datagram.arrivalNanos = ring.getLong(at + ARRIVAL_OFFSET);
    datagram.sourceIpv4 = ring.getInt(at + SOURCE_IPV4_OFFSET);
    datagram.sourceIpv6High = 0;
    datagram.sourceIpv6Low = 0;
    datagram.sourcePort = ring.getInt(at + SOURCE_PORT_OFFSET);
    datagram.destinationPort = ring.getInt(at + DESTINATION_PORT_OFFSET);
  }

  /** Share that is full, 0 to 1. */
  public double fillLevel() {
    return (double) (written - read) / capacity;
  }

  /** True once it is closed and empty. */
  @Override
  public boolean isExhausted() {
    return closed && read == written;
  }

  /** Says that nothing more will be offered. */
  @Override
  public void close() {
    closed = true;
  }

  /** Records begin at multiples of eight, so that there is always room for the mark of the rest. */
  private static int padded(int length) {
    return (length + 7) & ~7;
  }
}
