package dev.catenary.device.page.feed;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The zones of this run, by what their events say: 500, or more where the mission has more with a
 * clearance violation or a conductor, of which none is forgotten. Where there is no room the lowest
 * rank goes first, and of one rank the oldest. Any thread.
 */
public final class ZoneBoard {
  /** Number of zones that are kept whatever their rank, and of those that are shown. */
  public static final int ZONES = 500;

  /** Number of zones of the ranks that stay, for memory's sake: a survey of days. */
  public static final int URGENT_MAX = 20_000;

  private static final int RANKS = Rank.values().length;
  private static final int LAST_URGENT_RANK = Rank.CONDUCTOR.ordinal();

  /** Oldest first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private final List<Map<String, Entry>> byRank = new ArrayList<>();
  private String mission = "";
  private long seen;

  private static final class Entry {
    final ZoneEvent event;
    final boolean recorded;
    final boolean sent;

    Entry(ZoneEvent event, boolean recorded, boolean sent) {
      this.event = event;
      this.recorded = recorded;
      this.sent = sent;
    }

    int rank() {
      return Math.clamp(event.getRank(), 0, RANKS - 1);
    }
  }

  public ZoneBoard() {
    for (int rank = 0; rank < RANKS; rank++) {
      byRank.add(new LinkedHashMap<>());
    }
  }

  /** Takes an event; of the same id a final one and a later one holds. */
  public synchronized void take(ZoneEvent event) {
    Entry before = entries.get(event.getEventId());
    if (before != null && before.event.getFinal() && !event.getFinal()) {
      return;
    }
    if (before == null) {
      seen++;
    } else {
      remove(before);
    }
    mission = event.getMission();
    add(new Entry(event, before != null && before.recorded, before != null && before.sent));
    makeRoom();
  }

  /** Takes, as older than all that is here, events of chunks that are durable: oldest first. */
  public synchronized void takeEarlier(List<ZoneEvent> earlier) {
    List<Entry> later = List.copyOf(entries.values());
    entries.clear();
    byRank.forEach(Map::clear);
    for (ZoneEvent event : earlier) {
      add(new Entry(event, true, false));
      if (later.isEmpty()) {
        mission = event.getMission();
      }
    }
    for (Entry entry : later) {
      Entry twice = entries.get(entry.event.getEventId());
      if (twice != null) {
        remove(twice);
      }
      add(entry);
    }
    seen += entries.size() - later.size();
    makeRoom();
  }

  private void add(Entry entry) {
    entries.put(entry.event.getEventId(), entry);
    byRank.get(entry.rank()).put(entry.event.getEventId(), entry);
  }

  private void remove(Entry entry) {
    entries.remove(entry.event.getEventId());
    byRank.get(entry.rank()).remove(entry.event.getEventId());
  }

  private void makeRoom() {
    while (entries.size() > ZONES) {
      Entry victim = victim();
      if (victim == null) {
        return;
      }
      remove(victim);
    }
  }

  private @Nullable Entry victim() {
    for (int rank = RANKS - 1; rank > LAST_URGENT_RANK; rank--) {
      if (!byRank.get(rank).isEmpty()) {
        return byRank.get(rank).values().iterator().next();
      }
    }
    boolean full = entries.size() > URGENT_MAX;
    for (int rank = LAST_URGENT_RANK; rank >= 0; rank--) {
      if (!byRank.get(rank).isEmpty()) {
        Entry oldest = byRank.get(rank).values().iterator().next();
        if (full || !oldest.event.getMission().equals(mission)) {
          return oldest;
        }
      }
    }
    return null;
  }

  /** Its chunk is durable. */
  public synchronized void recorded(String eventId) {
    Entry entry = entries.get(eventId);
    if (entry != null) {
      replace(new Entry(entry.event, true, entry.sent));
    }
  }

  /** Its chunk has arrived. */
  public synchronized void sent(String eventId) {
    Entry entry = entries.get(eventId);
    if (entry != null) {
      replace(new Entry(entry.event, entry.recorded, true));
    }
  }

  /** In the place of the one before, which keeps its age. */
  private void replace(Entry entry) {
    entries.put(entry.event.getEventId(), entry);
    byRank.get(entry.rank()).put(entry.event.getEventId(), entry);
  }

  /** All that are kept, newest first. */
  public synchronized List<ZoneEvent> newestFirst() {
    List<ZoneEvent> all = new ArrayList<>();
    entries.values().forEach(entry -> all.add(entry.event));
    Collections.reverse(all);
    return all;
  }

  /** Returns the zones to be shown: the most urgent rank first, of each the newest first. */
  public synchronized List<ZoneEvent> mostUrgent() {
    List<ZoneEvent> shown = new ArrayList<>();
    for (Map<String, Entry> rank : byRank) {
      List<Entry> newest = new ArrayList<>(rank.values());
      Collections.reverse(newest);
      newest.stream()
          .limit(Math.max(0, ZONES - shown.size()))
          .forEach(entry -> shown.add(entry.event));
    }
    return shown;
  }

  /** Number of zones that there have been, those that were let go among them. */
  public synchronized long seen() {
    return seen;
  }

  /** {@code open}, {@code closed}, {@code recorded} or {@code sent}. */
  public synchronized String state(ZoneEvent event) {
    Entry entry = entries.get(event.getEventId());
    if (entry != null && entry.sent) {
      return "sent";
    }
    if (entry != null && entry.recorded) {
      return "recorded";
    }
    return event.getFinal() ? "closed" : "open";
  }
}
