package dev.catenary.device.page.feed;

import dev.catenary.proto.message.ZoneEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The zones that were seen last, by what their events say. Any thread. */
public final class ZoneBoard {
  /** Number of zones kept. */
  public static final int ZONES = 500;

  private final Map<String, ZoneEvent> events = new LinkedHashMap<>();
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> sent = new HashSet<>();

  /** Takes an event; of the same id a final one and a later one holds. */
  public synchronized void take(ZoneEvent event) {
    ZoneEvent before = events.get(event.getEventId());
    if (before != null && before.getFinal() && !event.getFinal()) {
      return;
    }
    events.remove(event.getEventId());
    events.put(event.getEventId(), event);
    letGoOldest();
  }

  private void letGoOldest() {
    while (events.size() > ZONES) {
      String oldest = events.keySet().iterator().next();
      events.remove(oldest);
      recorded.remove(oldest);
      sent.remove(oldest);
    }
  }

  /** Takes, as older than all that is here, events of chunks that are durable: oldest first. */
  public synchronized void takeEarlier(List<ZoneEvent> earlier) {
    Map<String, ZoneEvent> later = new LinkedHashMap<>(events);
    events.clear();
    for (ZoneEvent event : earlier) {
      events.put(event.getEventId(), event);
      recorded.add(event.getEventId());
    }
    later.keySet().forEach(events::remove);
    events.putAll(later);
    letGoOldest();
  }

  /** Its chunk is durable. */
  public synchronized void recorded(String eventId) {
    if (events.containsKey(eventId)) {
      recorded.add(eventId);
    }
  }

  /** Its chunk has arrived. */
  public synchronized void sent(String eventId) {
    if (events.containsKey(eventId)) {
      sent.add(eventId);
    }
  }

  /** Newest first. */
  public synchronized List<ZoneEvent> newestFirst() {
    List<ZoneEvent> all = new ArrayList<>(events.values());
    Collections.reverse(all);
    return all;
  }

  /** {@code open}, {@code closed}, {@code recorded} or {@code sent}. */
  public synchronized String state(ZoneEvent event) {
    String id = event.getEventId();
    if (sent.contains(id)) {
      return "sent";
    }
    if (recorded.contains(id)) {
      return "recorded";
    }
    return event.getFinal() ? "closed" : "open";
  }
}
