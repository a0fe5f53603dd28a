package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.DurableSequences;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives a zone its {@link Zone#margin}: what its eight neighbours hold within reach of its border.
 * Of neighbours that are open, what they have gathered; of those that have closed, the strip along
 * their border, which is kept for this as long as one of their own neighbours is open. Used by the
 * grid's thread.
 *
 * <p>Margins and strips are of the pool and come after gathering and after looks: when memory is
 * short no new ones are made.
 */
final class ZoneMargins {
  private static final int NEIGHBOURS = 9;

  /** Of these, the zone itself. */
  private static final int MIDDLE = 4;

  /** Of the pool, strips hold at most such a part. */
  private static final int STRIPS_PART = 16;

  private static final int REACH_MILLIMETRES = Zone.MARGIN_METRES * 1_000;

  private final ZonePool pool;
  private final Counters counters;
  private final int sideMillimetres;

  private final ZoneTable strips = new ZoneTable();
  private long stripBytes;

  /** Points within reach of the zone that is filled, neighbour after neighbour. */
  private int[] hits = new int[1 << 12];

  private int found;
  private final int[] ends = new int[NEIGHBOURS];
  private final @Nullable Zone[] known = new @Nullable Zone[NEIGHBOURS];

  ZoneMargins(int cellMetres, ZonePool pool, Counters counters) {
    this.pool = pool;
    this.counters = counters;
    this.sideMillimetres = cellMetres * 1_000;
  }

  /** Gives the zone its margin, if anything is known of it and there is memory. */
  void fill(Zone zone, ZoneTable open) {
    if (!pool.isLentBelow(pool.marginShare())) {
      counters.increment(DeviceCounter.ZONE_MARGINS_SKIPPED);
      return;
    }
    found = 0;
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      known[neighbour] = neighbour == MIDDLE ? null : find(zone.id, neighbour, open);
      ends[neighbour] = found;
    }
    if (found == 0) {
      return;
    }
    Zone margin = pool.trySpare(zone.id, found, pool.marginShare());
    if (margin == null) {
      counters.increment(DeviceCounter.ZONE_MARGINS_SKIPPED);
      return;
    }
    int hit = 0;
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      Zone there = known[neighbour];
      while (there != null && hit < ends[neighbour]) {
        add(margin, there, hits[hit++], toEast(neighbour), toNorth(neighbour));
      }
    }
    zone.margin = margin;
  }

  /**
   * Notes a neighbour's points within reach, and gives where they are; null where none is known.
   */
  private @Nullable Zone find(ZoneId id, int neighbour, ZoneTable open) {
    int from = found;
    ZoneEntry there = open.get(key(id, neighbour));
    if (there != null) {
      note(there.zone, neighbour);
    }
    int ofOpen = found - from;
    ZoneEntry strip = strips.get(key(id, neighbour));
    if (strip == null) {
      return there == null ? null : there.zone;
    }
    note(strip.zone, neighbour);
    int ofStrip = found - from - ofOpen;
    // One that has begun anew does not yet show what it held before: the fuller counts.
    if (there != null && ofOpen >= ofStrip) {
      found = from + ofOpen;
      return there.zone;
    }
    System.arraycopy(hits, from + ofOpen, hits, from, ofStrip);
    found = from + ofStrip;
    return strip.zone;
  }

  private void note(Zone there, int neighbour) {
    if (hits.length < found + there.size) {
      hits = Arrays.copyOf(hits, Math.max(found + there.size, hits.length * 2));
    }
    int west = -REACH_MILLIMETRES - toEast(neighbour);
    int south = -REACH_MILLIMETRES - toNorth(neighbour);
    int across = sideMillimetres + 2 * REACH_MILLIMETRES;
    for (int i = 0; i < there.size; i++) {
      hits[found] = i;
      // As unsigned numbers, what lies west or south is farther than what lies east or north.
      boolean near =
          Integer.compareUnsigned(there.xMillimetres[i] - west, across) < 0
              && Integer.compareUnsigned(there.yMillimetres[i] - south, across) < 0;
      found += near ? 1 : 0;
    }
  }

  private int toEast(int neighbour) {
    return (neighbour % 3 - 1) * sideMillimetres;
  }

  private int toNorth(int neighbour) {
    return (neighbour / 3 - 1) * sideMillimetres;
  }

  private static long key(ZoneId id, int neighbour) {
    return ZoneTable.key(id.column() + neighbour % 3 - 1, id.row() + neighbour / 3 - 1);
  }

  /** Keeps of a zone that closes what its neighbours can see of it, as long as one may want it. */
  void keep(Zone closed, ZoneTable open) {
    if (isWanted(closed.id, open)) {
      keep(closed);
    }
  }

  /** Lets go of the strips that nobody may want now that this zone is no longer open. */
  void forgetAround(ZoneId closed, ZoneTable open) {
    for (int neighbour = 0; neighbour < NEIGHBOURS; neighbour++) {
      ZoneEntry strip = strips.get(key(closed, neighbour));
      if (strip != null && !isWanted(strip.zone.id, open)) {
        letGo(strip);
      }
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
    ZoneEntry former = strips.get(key);
    // A few points that come late open a zone anew: they are not all that is known of it.
    if (points == 0 || (former != null && former.zone.size > points)) {
      return;
    }
    Zone strip = pool.trySpare(closed.id, points, pool.marginShare());
    if (strip == null) {
      return;
    }
    if (former != null) {
      letGo(former);
    }
    for (int i = 0; i < closed.size; i++) {
      if (isAtBorder(closed, i)) {
        add(strip, closed, i, 0, 0);
      }
    }
    strip.lastHostNanos = closed.lastHostNanos;
    strips.put(key, new ZoneEntry(key, strip, DurableSequences.NONE, 0));
    stripBytes += strip.capacityBytes();
    while (stripBytes > pool.bytesMax() / STRIPS_PART) {
      letGoOldest();
    }
  }

  private void letGoOldest() {
    ZoneEntry oldest = strips.longestWithoutAPoint();
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

  private static void add(Zone to, Zone from, int point, int eastward, int northward) {
    int at = to.size;
    to.xMillimetres[at] = from.xMillimetres[point] + eastward;
    to.yMillimetres[at] = from.yMillimetres[point] + northward;
    to.zMillimetres[at] = from.zMillimetres[point];
    to.intensity[at] = from.intensity[point];
    to.lasReturns[at] = from.lasReturns[point];
    to.size = at + 1;
  }

  /**
   * Gathering needs the memory, or no zone follows that would want them.
   *
   * @return whether there were any
   */
  boolean letGoAll() {
    boolean any = strips.size() > 0;
    while (strips.size() > 0) {
      letGoOldest();
    }
    return any;
  }

  private void letGo(ZoneEntry strip) {
    strips.remove(strip.key);
    stripBytes -= strip.zone.capacityBytes();
    pool.giveBack(strip.zone);
  }
}
