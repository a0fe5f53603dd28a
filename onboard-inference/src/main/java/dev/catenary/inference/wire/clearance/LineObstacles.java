package dev.catenary.inference.wire.clearance;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vegetation and buildings of earlier zones that a wire of an unfinished span could come too near
 * to, thinned: they are looked at again when the span is seen from support to support. Bounded; the
 * zones longest unused are forgotten. Any thread.
 */
public final class LineObstacles {
  private static final int ZONES_MAX = 256;

  /** Twelve bytes each: 12 MB at most. */
  private static final long PLACES_MAX = 1_000_000;

  private final Map<ZoneId, Kept> zones = new LinkedHashMap<>(2 * ZONES_MAX, 0.75f, true);
  private long places;

  /**
   * Obstacles that one zone has left open, in its own frame, and whether it has told a violation of
   * which a support was not seen; never changed.
   */
  private static final class Kept {
    final int[] vegetation;
    final int[] buildings;
    final boolean told;

    Kept(int[] vegetation, int[] buildings, boolean told) {
      this.vegetation = vegetation;
      this.buildings = buildings;
      this.told = told;
    }

    int[] of(ClassLabel label) {
      return label == ClassLabel.BUILDING ? buildings : vegetation;
    }

    long places() {
      return ((long) vegetation.length + buildings.length) / 3;
    }
  }

  /** Takes over what a zone leaves open, in place of what it left before; nothing, if nothing. */
  void remember(
      ZoneId id, ObstacleMemory.Places vegetation, ObstacleMemory.Places buildings, boolean told) {
    if (vegetation.size() + buildings.size() == 0) {
      forget(id);
      return;
    }
    Kept kept = new Kept(vegetation.copy(), buildings.copy(), told);
    synchronized (zones) {
      Kept before = zones.put(id, kept);
      places += kept.places() - (before == null ? 0 : before.places());
      Iterator<Kept> eldest = zones.values().iterator();
      while (zones.size() > ZONES_MAX || (places > PLACES_MAX && zones.size() > 1)) {
        places -= eldest.next().places();
        eldest.remove();
      }
    }
  }

  private void forget(ZoneId id) {
    synchronized (zones) {
      Kept before = zones.remove(id);
      places -= before == null ? 0 : before.places();
    }
  }

  /**
   * Fills a zone's points with what another zone left open, in the frame of the zone at hand.
   *
   * @return false where it left nothing
   */
  boolean fill(ZoneId id, int columns, int rows, ClassLabel label, Zone into) {
    Kept kept = at(id, columns, rows);
    if (kept == null || kept.of(label).length == 0) {
      return false;
    }
    int[] millimetres = kept.of(label);
    into.ensureCapacity(into.size + millimetres.length / 3);
    int east = columns * id.cellMetres() * 1_000;
    int north = rows * id.cellMetres() * 1_000;
    for (int i = 0; i < millimetres.length; i += 3) {
      into.xMillimetres[into.size] = millimetres[i] + east;
      into.yMillimetres[into.size] = millimetres[i + 1] + north;
      into.zMillimetres[into.size++] = millimetres[i + 2];
    }
    return true;
  }

  /** Tests whether a zone has told a violation that its span's other support may withdraw. */
  boolean hasTold(ZoneId id, int columns, int rows) {
    Kept kept = at(id, columns, rows);
    return kept != null && kept.told;
  }

  private @Nullable Kept at(ZoneId id, int columns, int rows) {
    synchronized (zones) {
      return zones.get(
          new ZoneId(id.crs(), id.cellMetres(), id.column() + columns, id.row() + rows));
    }
  }
}
