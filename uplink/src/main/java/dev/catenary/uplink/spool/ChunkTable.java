package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.Rank;
import dev.catenary.proto.zone.ZoneId;
import dev.catenary.uplink.chunk.ChunkKind;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.order.UploadOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The chunks of the spool in memory: by name, and in the order they are to be sent. */
final class ChunkTable {
  private final Map<String, SealedChunk> byId = new ConcurrentHashMap<>();
  private final NavigableSet<SealedChunk> inOrder = new ConcurrentSkipListSet<>(new UploadOrder());
  private final Map<ZoneId, List<SealedChunk>> wholeByZone = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong added = new AtomicLong();

  /** Rises with each chunk that is added. */
  long added() {
    return added.get();
  }

  void add(SealedChunk chunk) {
    if (chunk.kind() == ChunkKind.ZONE) {
      wholeByZone.compute(
          chunk.zone(), (_, there) -> with(there == null ? List.of() : there, chunk));
    }
    if (byId.put(chunk.id(), chunk) == null) {
      bytes.addAndGet(chunk.checksums().bytes());
    }
    inOrder.add(chunk);
    added.incrementAndGet();
  }

  private static List<SealedChunk> with(List<SealedChunk> there, SealedChunk chunk) {
    List<SealedChunk> more = without(there, chunk);
    more.add(chunk);
    return more;
  }

  private static List<SealedChunk> without(List<SealedChunk> there, SealedChunk chunk) {
    List<SealedChunk> others = new ArrayList<>(there);
    others.removeIf(other -> other.id().equals(chunk.id()));
    return others;
  }

  /** False when it was not there. */
  boolean remove(SealedChunk chunk) {
    inOrder.remove(chunk);
    wholeByZone.computeIfPresent(
        chunk.zone(),
        (_, there) -> {
          List<SealedChunk> others = without(there, chunk);
          return others.isEmpty() ? null : others;
        });
    if (byId.remove(chunk.id()) == null) {
      return false;
    }
    bytes.addAndGet(-chunk.checksums().bytes());
    return true;
  }

  /** LAZ bytes of all. */
  long bytes() {
    return bytes.get();
  }

  @Nullable SealedChunk get(String id) {
    return byId.get(id);
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  Collection<SealedChunk> all() {
    return byId.values();
  }

  Optional<SealedChunk> first(Predicate<SealedChunk> may) {
    return inOrder.stream().filter(may).findFirst();
  }

  /** The whole chunk of this rank that would be sent last. */
  @Nullable SealedChunk last(Rank rank, Predicate<SealedChunk> may) {
    for (SealedChunk chunk : inOrder.descendingSet()) {
      if (chunk.rank() == rank && chunk.kind() == ChunkKind.ZONE && may.test(chunk)) {
        return chunk;
      }
      if (chunk.rank().compareTo(rank) < 0 && chunk.kind() == ChunkKind.ZONE) {
        return null;
      }
    }
    return null;
  }

  /** The whole chunks of this zone that are here. */
  List<SealedChunk> wholeOf(ZoneId zone) {
    return wholeByZone.getOrDefault(zone, List.of());
  }

  /** The first datagram of any whole chunk; the largest number when there is none. */
  long oldestSequence() {
    long oldest = Long.MAX_VALUE;
    for (SealedChunk chunk : byId.values()) {
      oldest = chunk.kind() == ChunkKind.ZONE ? Math.min(oldest, chunk.firstSequence()) : oldest;
    }
    return oldest;
  }
}
