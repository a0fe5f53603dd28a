package dev.catenary.uplink.spool;

import dev.catenary.proto.message.HostClockCorrection;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The events that wait to be sent, one file for each id; a later one takes the place of an earlier
 * one. Forced and renamed as chunks are. Any thread may call.
 */
public final class EventBox {
  private static final double WORSE_METRES = 0.1;

  private final SpoolFolder folder;
  private final Runnable readEarlier;
  private final Map<String, ZoneEvent> waiting = new ConcurrentHashMap<>();
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  /** Files of events that have arrived, which the disk does not let go of. */
  private final Set<String> left = new LinkedHashSet<>();

  /** Last event of an id. */
  private record Told(int revision, double severity) {}

  /**
   * @param readEarlier makes known what earlier runs have left
   */
  EventBox(SpoolFolder folder, Runnable readEarlier) {
    this.folder = folder;
    this.readEarlier = readEarlier;
  }

  /** Takes in what was there at the start; what has been told since is newer. */
  void rememberEarlier(ZoneEvent event) {
    if (!told.containsKey(event.getEventId())) {
      remember(event);
    }
  }

  private @Nullable Told told(String eventId) {
    if (!told.containsKey(eventId) && folder.has(eventId + SpoolNames.EVENT)) {
      readEarlier.run();
    }
    return told.get(eventId);
  }

  private void remember(ZoneEvent event) {
    waiting.put(event.getEventId(), event);
    told.put(event.getEventId(), new Told(event.getRevision(), event.getSeverity()));
  }

  /** The revision that the next event of this id has: 1 when none was made. */
  public int nextRevision(String eventId) {
    Told last = told(eventId);
    return last == null ? 1 : last.revision() + 1;
  }

  /**
   * Tests whether a severity is so much worse than the last reported one that it must be reported
   * again.
   */
  public boolean isWorse(String eventId, double severity) {
    Told last = told(eventId);
    return last == null || severity > last.severity() + WORSE_METRES;
  }

  /** Makes an event durable, in place of any other of its id. */
  public synchronized void put(ZoneEvent event) throws IOException {
    folder.appear(
        event.getEventId() + SpoolNames.EVENT, ByteBuffer.wrap(ZoneEventFile.write(event)));
    left.remove(event.getEventId() + SpoolNames.EVENT);
    remember(event);
  }

  /** The event that was made first of those that wait. */
  public Optional<ZoneEvent> next() {
    return next(any -> true);
  }

  /** The event that was made first of those that wait, and may go. */
  public Optional<ZoneEvent> next(Predicate<ZoneEvent> mayGo) {
    return waiting.values().stream()
        .filter(mayGo)
        .min(Comparator.comparingLong(ZoneEvent::getMadeHostNanos));
  }

  /** Those that wait, the one that was made first before the others. */
  public List<ZoneEvent> waiting() {
    return waiting.values().stream()
        .sorted(Comparator.comparingLong(ZoneEvent::getMadeHostNanos))
        .toList();
  }

  /** All that wait. */
  public List<ZoneEvent> all() {
    return List.copyOf(waiting.values());
  }

  /** Adds what became known of the host clock, unless the event has left or was told anew. */
  public synchronized void redate(ZoneEvent event, HostClockCorrection correction)
      throws IOException {
    if (event.equals(waiting.get(event.getEventId()))) {
      put(event.toBuilder().setHostClockCorrection(correction).build());
    }
  }

  /** Number that waits, as far as they are known. */
  public int size() {
    return waiting.size();
  }

  /**
   * Lets go of an event that has arrived, unless a later one has taken its place. A file that the
   * disk does not let go of is tried again with the next event; a start that finds it still sends
   * the event once more.
   */
  public synchronized void release(ZoneEvent event) {
    if (waiting.remove(event.getEventId(), event)) {
      boolean failedBefore = !left.isEmpty();
      left.add(event.getEventId() + SpoolNames.EVENT);
      try {
        deleteLeft();
      } catch (IOException e) {
        if (!failedBefore) {
          Logger.warn(
              "the file of event {}, which has arrived, stays for now: {}",
              event.getEventId(),
              e.getMessage());
        }
      }
    }
  }

  private void deleteLeft() throws IOException {
    for (String name : left) {
      folder.delete(name);
    }
    folder.force();
    left.clear();
  }

  /** Makes the event of a closed zone durable: no other of its id comes after it. */
  public synchronized void putLast(ZoneEvent event) throws IOException {
    put(event);
    told.remove(event.getEventId());
  }
}
