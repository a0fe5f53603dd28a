package dev.catenary.capture.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Table of who sends datagrams that nobody is configured for; a fixed number of senders and ports,
 * those beyond it are not told apart. Any thread may count and list; nothing is allocated for a
 * sender that is known already.
 */
public final class Strangers {
  private static final int ENTRIES_MAX = 64;

  private final Entry[] entries = new Entry[ENTRIES_MAX];
  private int size;

  /** Counts of one sender and port. */
  private static final class Entry {
    private final int sender;
    private final long high;
    private final long low;
    private final int port;
    private final boolean portIsConfigured;
    private long datagrams;
    private int bytes;

    private Entry(int sender, long high, long low, int port, boolean portIsConfigured) {
      this.sender = sender;
      this.high = high;
      this.low = low;
      this.port = port;
      this.portIsConfigured = portIsConfigured;
    }
  }

  /**
   * Counts one datagram.
   *
   * @param portIsConfigured true when only its sender is another than configured
   */
  public void count(Datagram datagram, boolean portIsConfigured) {
    count(
        datagram.sourceIpv4,
        datagram.sourceIpv6High,
        datagram.sourceIpv6Low,
        datagram.destinationPort,
        datagram.length,
        portIsConfigured);
  }

  /**
   * The same, by its parts.
   *
   * @param sender its {@link SenderNumber}
   * @param high first half of its IPv6 address, if it has one
   */
  public synchronized void count(
      int sender, long high, long low, int port, int length, boolean portIsConfigured) {
    Entry entry = null;
    for (int i = 0; i < size && entry == null; i++) {
      Entry known = entries[i];
      if (known.sender == sender && known.port == port) {
        entry = known;
      }
    }
    if (entry == null) {
      if (size == ENTRIES_MAX) {
        return;
      }
      entry = new Entry(sender, high, low, port, portIsConfigured);
      entries[size++] = entry;
    }
    entry.datagrams++;
    entry.bytes = length;
  }

  /** All that were counted, the most frequent first. */
  public synchronized List<Stranger> list() {
    List<Stranger> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Entry entry = entries[i];
      all.add(
          new Stranger(
              SenderNumber.text(entry.sender, entry.high, entry.low),
              entry.port,
              entry.portIsConfigured,
              entry.datagrams,
              entry.bytes));
    }
    all.sort(Comparator.comparingLong(Stranger::datagrams).reversed());
    return all;
  }
}
