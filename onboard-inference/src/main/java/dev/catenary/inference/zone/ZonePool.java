package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lends zones within one budget of memory, wherever in the machine they are, and keeps their arrays
 * for reuse. Any thread may give back.
 */
public final class ZonePool {
  private static final int INITIAL_POINTS = 16_384;

  private final long bytesMax;
  private final List<Zone> free = new ArrayList<>();
  private long bytes;
  private long freeBytes;

  public ZonePool(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Whether there is a free zone, or memory for one. */
  synchronized boolean canTake() {
    return !free.isEmpty() || bytes + (long) INITIAL_POINTS * Zone.BYTES_PER_POINT <= bytesMax;
  }

  /** An empty zone, or null when the budget is spent. */
  public synchronized @Nullable Zone tryTake(ZoneId id) {
    if (!free.isEmpty()) {
      Zone zone = free.removeLast();
      freeBytes -= zone.capacityBytes();
      zone.reset(id);
      return zone;
    }
    if (bytes + (long) INITIAL_POINTS * Zone.BYTES_PER_POINT > bytesMax) {
      return null;
    }
    Zone zone = new Zone(id, INITIAL_POINTS);
    bytes += zone.capacityBytes();
    return zone;
  }

  /** Makes room for one more point, or answers false when the budget forbids it. */
  public boolean tryGrow(Zone zone) {
    long more = zone.capacityBytes();
    synchronized (this) {
      while (bytes + more > bytesMax && !free.isEmpty()) {
        long spared = free.removeFirst().capacityBytes();
        bytes -= spared;
        freeBytes -= spared;
      }
      if (bytes + more > bytesMax) {
        return false;
      }
      bytes += more;
    }
    zone.ensureCapacity(zone.capacity() * 2);
    return true;
  }

  /**
   * A copy of a zone, or null when it would leave the zones that gather less than a quarter of the
   * budget.
   */
  public @Nullable Zone tryCopy(Zone zone) {
    Zone copy;
    synchronized (this) {
      long lent = bytes - free.stream().mapToLong(Zone::capacityBytes).sum();
      if (lent + zone.capacityBytes() > bytesMax - bytesMax / 4) {
        return null;
      }
      copy = tryTake(zone.id);
      if (copy == null) {
        return null;
      }
      long more = Math.max(0, zone.capacityBytes() - copy.capacityBytes());
      while (bytes + more > bytesMax && !free.isEmpty()) {
        bytes -= free.removeFirst().capacityBytes();
      }
      if (bytes + more > bytesMax) {
        free.add(copy);
        return null;
      }
      bytes += more;
    }
    copy.ensureCapacity(zone.capacity());
    copy.copyFrom(zone);
    return copy;
  }

  public synchronized void giveBack(Zone zone) {
    free.add(zone);
    freeBytes += zone.capacityBytes();
  }

  /** Whether less than this share of the budget is lent out. */
  public synchronized boolean isLentBelow(double share) {
    return bytes - freeBytes < bytesMax * share;
  }

  /** Memory of all zones there are, lent or free. */
  public synchronized long bytes() {
    return bytes;
  }
}
