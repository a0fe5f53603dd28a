package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Gives a zone its {@link Zone#margin}: what its eight neighbours hold within reach of its border.
 * Of neighbours that are open, what they have gathered; of those that have closed, the strip along
 * their border, which is kept for this as long as one of their own neighbours is open. Used by the
 * grid's thread.
 *
 * <p>Margins and strips are of the pool and come after gathering and after looks: when memory is
 * short there are none.
 */
final class ZoneMargins {
  private static final int NEIGHBOURS = 9;

  /** Of these, the zone itself. */
  private static final int MIDDLE = 4;

  /** Of the pool, strips hold at most such a part. */
  private static final int STRIPS_PART = 8;

  /** With more of it lent out, there are no new ones. */
  private static final double LENT_SHARE_MAX = 0.5;

  private static final int REACH_MILLIMETRES = Zone.MARGIN_METRES * 1_000;

  private final ZonePool pool;
  private final Counters counters;
  private final int sideMillimetres;

  private final ZoneTable strips = new ZoneTable();

  private long stripBytes;

  ZoneMargins(int cellMetres, ZonePool pool, Counters counters) {
    this.pool = pool;
    this.counters = counters;
    this.sideMillimetres = cellMetres * 1_000;
  }

  /** Gives the zone its margin, if anything is known of it and there is memory. */
  void fill(Zone zone, ZoneTable open) {
    int points = 0;
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      Zone there = neighbour(zone.id, neighbour, open);
      points += there == null ? 0 : withinReach(there, neighbour, null);
    }
    if (points == 0) {
      return;
    }
    Zone margin = pool.trySpare(zone.id, points, LENT_SHARE_MAX);
    if (margin == null) {
      counters.increment(DeviceCounter.ZONE_MARGINS_SKIPPED);
      return;
    }
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      Zone there = neighbour(zone.id, neighbour, open);
      if (there != null) {
        withinReach(there, neighbour, margin);
      }
    }
    zone.margin = margin;
  }

  /** The neighbour as it is known; null for the one in the middle, and where nothing is known. */
  private @Nullable Zone neighbour(ZoneId id, int number, ZoneTable open) {
    if (number == MIDDLE) {
      return null;
    }
    long key = key(id, number);
    OpenZone there = open.get(key);
    OpenZone strip = strips.get(key);
    if (there == null || strip == null) {
      OpenZone known = there == null ? strip : there;
      return known == null ? null : known.zone;
    }
    // One that has begun anew does not yet show what it held before.
    return strip.zone.size > there.zone.size ? strip.zone : there.zone;
  }

  private static long key(ZoneId id, int neighbour) {
    return ZoneTable.key(id.column() + neighbour % 3 - 1, id.row() + neighbour / 3 - 1);
  }

  /**
   * How many of a neighbour's points are within reach; adds them to the margin, if there is one.
   */
  private int withinReach(Zone there, int neighbour, @Nullable Zone margin) {
    int toEast = (neighbour % 3 - 1) * sideMillimetres;
    int toNorth = (neighbour / 3 - 1) * sideMillimetres;
    int found = 0;
    for (int i = 0; i < there.size; i++) {
      int x = there.xMillimetres[i] + toEast;
      int y = there.yMillimetres[i] + toNorth;
      if (x >= -REACH_MILLIMETRES
          && y >= -REACH_MILLIMETRES
          && x < sideMillimetres + REACH_MILLIMETRES
          && y < sideMillimetres + REACH_MILLIMETRES) {
        found++;
        if (margin != null) {
          add(margin, x, y, there, i);
        }
      }
    }
    return found;
  }

  /** Keeps of a zone that closes what its neighbours can see of it, as long as one may want it. */
  void keep(Zone closed, ZoneTable open) {
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      OpenZone strip = strips.get(key(closed.id, neighbour));
      if (strip != null && !isWanted(strip.zone.id, open)) {
        letGo(strip);
      }
    }
    if (isWanted(closed.id, open)) {
      keep(closed);
    }
  }

  private static boolean isWanted(ZoneId id, ZoneTable open) {
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      if (neighbour != MIDDLE && open.get(key(id, neighbour)) != null) {
        return true;
      }
    }
    return false;
  }

  private void keep(Zone closed) {
    int points = 0;
    for (int i = 0; i < closed.size; i++) {
      points += isAtBorder(closed, i) ? 1 : 0;
    }
    long key = key(closed.id, MIDDLE);
    OpenZone former = strips.get(key);
    // A few points that come late open a zone anew: they are not all that is known of it.
    if (points == 0 || (former != null && former.zone.size > points)) {
      return;
    }
    if (former != null) {
      letGo(former);
    }
    Zone strip = pool.trySpare(closed.id, points, LENT_SHARE_MAX);
    if (strip == null) {
      return;
    }
    for (int i = 0; i < closed.size; i++) {
      if (isAtBorder(closed, i)) {
        add(strip, closed.xMillimetres[i], closed.yMillimetres[i], closed, i);
      }
    }
    strip.lastHostNanos = closed.lastHostNanos;
    strips.put(key, new OpenZone(key, strip, 0));
    stripBytes += strip.capacityBytes();
    while (stripBytes > pool.bytesMax() / STRIPS_PART) {
      letGoOldest();
    }
  }

  private void letGoOldest() {
    OpenZone oldest = null;
    for (int slot = 0; slot < strips.capacity(); slot++) {
      OpenZone strip = strips.at(slot);
      if (strip != null
          && (oldest == null || strip.zone.lastHostNanos < oldest.zone.lastHostNanos)) {
        oldest = strip;
      }
    }
    if (oldest != null) {
      letGo(oldest);
    }
  }

  private boolean isAtBorder(Zone zone, int point) {
    int x = zone.xMillimetres[point];
    int y = zone.yMillimetres[point];
    return x < REACH_MILLIMETRES
        || y < REACH_MILLIMETRES
        || x >= sideMillimetres - REACH_MILLIMETRES
        || y >= sideMillimetres - REACH_MILLIMETRES;
  }

  private static void add(Zone to, int x, int y, Zone from, int point) {
    int at = to.size;
    to.xMillimetres[at] = x;
    to.yMillimetres[at] = y;
    to.zMillimetres[at] = from.zMillimetres[point];
    to.intensity[at] = from.intensity[point];
    to.lasReturns[at] = from.lasReturns[point];
    to.size = at + 1;
  }

  /** Gathering needs the memory, or no zone follows that would want them. */
  void letGoAll() {
    while (strips.size() > 0) {
      letGoOldest();
    }
  }

  private void letGo(OpenZone strip) {
    strips.remove(strip.key);
    stripBytes -= strip.zone.capacityBytes();
    pool.giveBack(strip.zone);
  }
}
