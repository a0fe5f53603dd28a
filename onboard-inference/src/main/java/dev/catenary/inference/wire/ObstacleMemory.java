package dev.catenary.inference.wire;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vegetation and buildings near the borders of earlier zones, thinned: a wire that comes later, or
 * one beyond the border, is compared with them. Bounded; the zones longest unused are forgotten.
 * Any thread.
 */
final class ObstacleMemory {
  /** Of the zones around a vehicle: a zone has eight neighbours. */
  private static final int ZONES_MAX = 64;

  private final Map<ZoneId, Map<ClassLabel, int[]>> zones =
      new LinkedHashMap<>(2 * ZONES_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ZoneId, Map<ClassLabel, int[]>> eldest) {
          return size() > ZONES_MAX;
        }
      };

  /**
   * Takes over what a zone shows of a class, in place of what it showed before.
   *
   * @param millimetres in the frame of the zone; x, y and z of one place after the other
   */
  void remember(ZoneId id, ClassLabel label, int[] millimetres) {
    synchronized (zones) {
      zones.computeIfAbsent(id, any -> new EnumMap<>(ClassLabel.class)).put(label, millimetres);
    }
  }

  /** Adds what the eight zones around have shown of a class, moved to the frame of this one. */
  void addAround(ZoneId id, ClassLabel label, Zone into) {
    for (int column = -1; column <= 1; column++) {
      for (int row = -1; row <= 1; row++) {
        if (column == 0 && row == 0) {
          continue;
        }
        int[] there;
        synchronized (zones) {
          Map<ClassLabel, int[]> shown =
              zones.get(
                  new ZoneId(id.crs(), id.cellMetres(), id.column() + column, id.row() + row));
          there = shown == null ? null : shown.get(label);
        }
        if (there != null) {
          int cell = id.cellMetres() * 1_000;
          add(there, column * cell, row * cell, into);
        }
      }
    }
  }

  private static void add(int[] millimetres, int east, int north, Zone into) {
    int places = millimetres.length / 3;
    into.ensureCapacity(into.size + places);
    for (int i = 0; i < places; i++) {
      into.xMillimetres[into.size] = millimetres[3 * i] + east;
      into.yMillimetres[into.size] = millimetres[3 * i + 1] + north;
      into.zMillimetres[into.size++] = millimetres[3 * i + 2];
    }
  }
}
