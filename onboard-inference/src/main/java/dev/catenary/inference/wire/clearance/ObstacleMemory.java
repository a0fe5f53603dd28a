package dev.catenary.inference.wire.clearance;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vegetation and buildings near the borders of earlier zones, thinned: a wire that comes later, or
 * one beyond the border, is compared with them. Bounded; the zone longest unused makes room for
 * another, whose places take over its memory. Any thread.
 */
public final class ObstacleMemory {
  /** Of the zones around a vehicle: a zone has eight neighbours. */
  private static final int ZONES_MAX = 64;

  private final List<Shown> zones = new ArrayList<>(ZONES_MAX);
  private long uses;

  /** Obstacles that one zone has shown, in its own frame. */
  private static final class Shown {
    ZoneId id;
    long lastUse;
    final Places vegetation = new Places();
    final Places buildings = new Places();

    Shown(ZoneId id) {
      this.id = id;
    }

    Places of(ClassLabel label) {
      return label == ClassLabel.BUILDING ? buildings : vegetation;
    }
  }

  /** Places in whole millimetres: x, y and z of one after the other. Reused. */
  static final class Places {
    private int[] millimetres = new int[3 * 64];
    private int size;

    void clear() {
      size = 0;
    }

    void add(int x, int y, int z) {
      if (size == millimetres.length) {
        millimetres = Arrays.copyOf(millimetres, size * 2);
      }
      millimetres[size++] = x;
      millimetres[size++] = y;
      millimetres[size++] = z;
    }

    int size() {
      return size / 3;
    }

    int[] copy() {
      return Arrays.copyOf(millimetres, size);
    }

    private void copyFrom(Places others) {
      if (millimetres.length < others.size) {
        millimetres = new int[others.millimetres.length];
      }
      System.arraycopy(others.millimetres, 0, millimetres, 0, others.size);
      size = others.size;
    }
  }

  /** Takes over what a zone shows of a class, in place of what it showed before; it is copied. */
  synchronized void remember(ZoneId id, ClassLabel label, Places places) {
    Shown shown = at(id, 0, 0);
    if (shown == null) {
      shown = place(id);
    }
    shown.lastUse = ++uses;
    shown.of(label).copyFrom(places);
  }

  /**
   * Adds what the zones around have shown of a class, moved to the frame of this one.
   *
   * @param cells how many zones to each side
   */
  synchronized void addAround(ZoneId id, int cells, ClassLabel label, Zone into) {
    for (int column = -cells; column <= cells; column++) {
      for (int row = -cells; row <= cells; row++) {
        Shown shown = column == 0 && row == 0 ? null : at(id, column, row);
        if (shown != null) {
          shown.lastUse = ++uses;
          int cell = id.cellMetres() * 1_000;
          add(shown.of(label), column * cell, row * cell, into);
        }
      }
    }
  }

  /** Few enough to be looked through, with nothing allocated. */
  private @Nullable Shown at(ZoneId id, int columns, int rows) {
    for (int i = 0; i < zones.size(); i++) {
      Shown shown = zones.get(i);
      if (shown.id.column() == id.column() + columns
          && shown.id.row() == id.row() + rows
          && shown.id.cellMetres() == id.cellMetres()
          && shown.id.crs().equals(id.crs())) {
        return shown;
      }
    }
    return null;
  }

  private Shown place(ZoneId id) {
    if (zones.size() < ZONES_MAX) {
      Shown added = new Shown(id);
      zones.add(added);
      return added;
    }
    Shown eldest = zones.getFirst();
    for (int i = 1; i < zones.size(); i++) {
      eldest = zones.get(i).lastUse < eldest.lastUse ? zones.get(i) : eldest;
    }
    eldest.id = id;
    eldest.vegetation.clear();
    eldest.buildings.clear();
    return eldest;
  }

  private static void add(Places places, int east, int north, Zone into) {
    into.ensureCapacity(into.size + places.size / 3);
    for (int i = 0; i < places.size; i += 3) {
      into.xMillimetres[into.size] = places.millimetres[i] + east;
      into.yMillimetres[into.size] = places.millimetres[i + 1] + north;
      into.zMillimetres[into.size++] = places.millimetres[i + 2];
    }
  }
}
