package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Lends zones within one budget of memory, wherever in the machine they are. A zone begins small;
 * one that outgrows its arrays takes those of a larger free zone, so that a machine that has run
 * for a while allocates nothing. What stood idle for a while is let go. Any thread may give back.
 */
public final class ZonePool {
  /**
   * Room of a new zone. A little less than a power of two, so that with its header an array of any
   * doubling fits the collector's regions: one of 2^n bytes and a header takes a region more.
   */
  static final int FIRST_POINTS = 2_040;

  private static final double COPY_SHARE = 0.75;
  private static final double MARGIN_SHARE = 0.5;

  private final long bytesMax;
  private final double marginShare;
  private final FreeZones free = new FreeZones(FIRST_POINTS);
  private long bytes;

  public ZonePool(long bytesMax) {
    this(bytesMax, MARGIN_SHARE);
  }

  /**
   * A pool.
   *
   * @param bytesMax its budget
   * @param marginShare with more of it lent out, zones get no margins
   */
  public ZonePool(long bytesMax, double marginShare) {
    this.bytesMax = bytesMax;
    this.marginShare = marginShare;
  }

  double marginShare() {
    return marginShare;
  }

  /** Tests whether there is a free zone, or memory for one. */
  synchronized boolean canTake() {
    return free.bytes() > 0 || bytes + bytes(FIRST_POINTS) <= bytesMax;
  }

  /** An empty zone, or null when the budget is spent. */
  public synchronized @Nullable Zone tryTake(ZoneId id) {
    return obtain(id, FIRST_POINTS);
  }

  /** Makes room for one more point, or answers false when the budget forbids it. */
  public boolean tryGrow(Zone zone) {
    int points = zone.capacity() * 2;
    Zone larger;
    synchronized (this) {
      larger = free.take(points);
      if (larger == null && !reserve(bytes(points) - zone.capacityBytes())) {
        return false;
      }
    }
    if (larger == null) {
      zone.ensureCapacity(points);
    } else {
      zone.exchangeArrays(larger);
      putBack(larger);
    }
    return true;
  }

  /** A copy of a zone, or null when it would leave less than a quarter of the budget. */
  public @Nullable Zone tryCopy(Zone zone) {
    Zone copy = trySpare(zone.id, zone.size, COPY_SHARE);
    if (copy != null) {
      copy.copyFrom(zone);
    }
    return copy;
  }

  /**
   * An empty zone with room for so many points, for what is of use and not necessary; null when
   * more than this share of the budget would be lent out with it.
   */
  synchronized @Nullable Zone trySpare(ZoneId id, int points, double lentShare) {
    int room = free.roomFor(points);
    if (bytes - free.bytes() + bytes(room) > bytesMax * lentShare) {
      return null;
    }
    Zone zone = free.take(room);
    if (zone != null) {
      zone.reset(id);
      return zone;
    }
    return reserve(bytes(room)) ? new Zone(id, room) : null;
  }

  long bytesMax() {
    return bytesMax;
  }

  /** One with room for so many points, a power of two times the first room. */
  private @Nullable Zone obtain(ZoneId id, int points) {
    Zone zone = free.take(points);
    if (zone == null && bytes + bytes(points) > bytesMax) {
      zone = free.takeLarger(points);
    }
    if (zone != null) {
      zone.reset(id);
      return zone;
    }
    return reserve(bytes(points)) ? new Zone(id, points) : null;
  }

  /** Free zones make room for what is needed now. */
  private boolean reserve(long more) {
    if (bytes - free.bytes() + more > bytesMax) {
      return false;
    }
    bytes += more;
    while (bytes > bytesMax) {
      bytes -= free.letGoOne();
    }
    return true;
  }

  /** Takes back a zone, and its margin. */
  public synchronized void giveBack(Zone zone) {
    giveBackMargin(zone);
    free.put(zone);
    bytes -= free.letGoIdle();
  }

  /** Takes back a zone's margin, once the zone is labelled. */
  public synchronized void giveBackMargin(Zone zone) {
    Zone margin = zone.margin;
    if (margin != null) {
      zone.margin = null;
      free.put(margin);
    }
  }

  private synchronized void putBack(Zone zone) {
    free.put(zone);
  }

  /** Tests whether less than this share of the budget is lent out. */
  public synchronized boolean isLentBelow(double share) {
    return bytes - free.bytes() < bytesMax * share;
  }

  /** Memory of all zones there are, lent or free. */
  public synchronized long bytes() {
    return bytes;
  }

  private static long bytes(int points) {
    return (long) points * Zone.BYTES_PER_POINT;
  }
}
