package dev.catenary.grants.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the requests of the last minutes, so that none is answered twice. In this process's
 * memory: what another process has seen is unknown here. A grant that is given twice is still for
 * the same bytes under the same key.
 */
public final class SeenRequests {
  private final Duration window;
  private final Set<String> ids = new HashSet<>();
  private final Deque<Entry> order = new ArrayDeque<>();

  private record Entry(String id, Instant until) {}

  /**
   * @param window how far a request's time may be from ours
   */
  public SeenRequests(Duration window) {
    this.window = window;
  }

  public Duration window() {
    return window;
  }

  /** True when the time is within the window. */
  public boolean isInTime(Instant requestTime, Instant now) {
    return Duration.between(requestTime, now).abs().compareTo(window) <= 0;
  }

  /** Notes a request; false when it has been noted before. */
  public synchronized boolean isFirst(String caller, String id, Instant now) {
    while (!order.isEmpty() && order.peek().until.isBefore(now)) {
      ids.remove(order.remove().id);
    }
    String whole = caller + " " + id;
    if (!ids.add(whole)) {
      return false;
    }
    // A request may be dated ahead by the window, and then be sent again until it is past.
    order.add(new Entry(whole, now.plus(window).plus(window)));
    return true;
  }
}
