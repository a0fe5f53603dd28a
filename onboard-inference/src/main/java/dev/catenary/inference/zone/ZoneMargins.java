package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a zone its {@link Zone#margin}: what its eight neighbours hold within reach of its border.
 * Of neighbours that are open, what they have gathered; of those that have closed a short while
 * ago, the strip along their border that is kept for this. Used by the grid's thread.
 *
 * <p>Margins and strips are of the pool and come after gathering and after looks: when memory is
 * short there are none.
 */
final class ZoneMargins {
  /** Older ones are let go: the position may have drifted since, and what stood there gone. */
  private static final long STRIP_NANOS_MAX = 120_000_000_000L;

  /** Of the pool, strips hold at most such a part. */
  private static final int STRIPS_PART = 8;

  /** With more of it lent out, there are no new ones. */
  private static final double LENT_SHARE_MAX = 0.5;

  private static final int REACH_MILLIMETRES = Zone.MARGIN_METRES * 1_000;

  private final ZonePool pool;
  private final Counters counters;
  private final int sideMillimetres;

  /** By {@link ZoneTable#key}, the one that closed first in front. */
  private final Map<Long, Zone> strips = new LinkedHashMap<>();

  private long stripBytes;

  ZoneMargins(int cellMetres, ZonePool pool, Counters counters) {
    this.pool = pool;
    this.counters = counters;
    this.sideMillimetres = cellMetres * 1_000;
  }

  /** Gives the zone its margin, if anything is known of it and there is memory. */
  void fill(Zone zone, ZoneTable open) {
    int points = 0;
    for (int neighbour = 0; neighbour < 9; neighbour++) {
      Zone there = neighbour(zone, neighbour, open);
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
    for (int neighbour = 0; neighbour < 9; neighbour++) {
      Zone there = neighbour(zone, neighbour, open);
      if (there != null) {
        withinReach(there, neighbour, margin);
      }
    }
    zone.margin = margin;
  }

  /** The neighbour as it is known; null for the one in the middle, and where nothing is known. */
  private @Nullable Zone neighbour(Zone of, int number, ZoneTable open) {
    if (number == 4) {
      return null;
    }
    long key = ZoneTable.key(of.id.column() + number % 3 - 1, of.id.row() + number / 3 - 1);
    OpenZone there = open.get(key);
    Zone strip = strips.get(key);
    if (strip != null && of.lastHostNanos - strip.lastHostNanos >= STRIP_NANOS_MAX) {
      strip = null;
    }
    if (there == null) {
      return strip;
    }
    // One that has begun anew does not yet show what it held before.
    return strip != null && strip.size > there.zone.size ? strip : there.zone;
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

  /**
   * Keeps of a zone that closes what its neighbours can see of it; not of the few points that come
   * late and open it anew, while there is the strip of before.
   */
  void keep(Zone closed) {
    letGoOld(closed.lastHostNanos);
    int points = 0;
    for (int i = 0; i < closed.size; i++) {
      points += isAtBorder(closed, i) ? 1 : 0;
    }
    long key = ZoneTable.key(closed.id.column(), closed.id.row());
    Zone former = strips.get(key);
    if (points == 0 || (former != null && former.size > points)) {
      return;
    }
    letGo(strips.remove(key));
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
    strips.put(key, strip);
    stripBytes += strip.capacityBytes();
    Iterator<Zone> oldest = strips.values().iterator();
    while (stripBytes > pool.bytesMax() / STRIPS_PART) {
      letGo(oldest.next());
      oldest.remove();
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

  private void letGoOld(long hostNanos) {
    Iterator<Zone> oldest = strips.values().iterator();
    while (oldest.hasNext()) {
      Zone strip = oldest.next();
      if (hostNanos - strip.lastHostNanos < STRIP_NANOS_MAX) {
        return;
      }
      letGo(strip);
      oldest.remove();
    }
  }

  /** Gathering needs the memory, or no zone follows that would want them. */
  void letGoAll() {
    strips.values().forEach(this::letGo);
    strips.clear();
  }

  private void letGo(@Nullable Zone strip) {
    if (strip != null) {
      stripBytes -= strip.capacityBytes();
      pool.giveBack(strip);
    }
  }
}
