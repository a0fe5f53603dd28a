package dev.catenary.capture;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.SenderNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table of who takes a datagram: by the port it came to and, where several share the port, by its
 * sender. What names a sender goes before what takes any. Finding allocates nothing.
 *
 * @param <T> what takes it
 */
public final class PortTable<T> {
  private static final int PORTS = 65_536;

  private final @Nullable Entry<T>[] byPort = table();
  private final List<T> all = new ArrayList<>();

  /** One taker of a port; those that follow are asked when it does not want the sender. */
  private static final class Entry<T> {
    private final int sender;
    private final T taker;
    private @Nullable Entry<T> next;

    private Entry(int sender, T taker) {
      this.sender = sender;
      this.taker = taker;
    }
  }

  @SuppressWarnings("unchecked") // the array never leaves and holds nothing else
  private static <T> @Nullable Entry<T>[] table() {
    return (@Nullable Entry<T>[]) new Entry<?>[PORTS];
  }

  /** Adds who takes the datagrams of any sender. */
  public PortTable<T> add(int port, T taker) {
    return add(port, SenderNumber.ANY, taker);
  }

  /**
   * Adds who takes the datagrams of one sender.
   *
   * @param sender its {@link SenderNumber}
   */
  public PortTable<T> add(int port, int sender, T taker) {
    Entry<T> entry = new Entry<>(sender, taker);
    Entry<T> first = byPort[port];
    if (sender != SenderNumber.ANY || first == null) {
      entry.next = first;
      byPort[port] = entry;
    } else {
      Entry<T> last = first;
      for (Entry<T> next = last.next; next != null; next = next.next) {
        last = next;
      }
      last.next = entry;
    }
    if (!all.contains(taker)) {
      all.add(taker);
    }
    return this;
  }

  /** Finds the taker of a datagram; null when there is none. */
  @Nullable T taker(Datagram datagram) {
    Entry<T> entry = byPort[datagram.destinationPort];
    while (entry != null
        && entry.sender != SenderNumber.ANY
        && entry.sender != datagram.sourceIpv4) {
      entry = entry.next;
    }
    return entry == null ? null : entry.taker;
  }

  /** True when somebody takes datagrams of this port, if only of one sender. */
  boolean isConfigured(int port) {
    return byPort[port] != null;
  }

  /** Each once, in the order in which they were added. */
  List<T> all() {
    return all;
  }
}
