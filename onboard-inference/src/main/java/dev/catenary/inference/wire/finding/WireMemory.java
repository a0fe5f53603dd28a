package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.inference.wire.fitting.WirePoints;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wires and supports of earlier zones: a few points a metre, so that a span which crosses zones is
 * fitted as one. Bounded; the zones longest unused are forgotten. Any thread.
 */
public final class WireMemory {
  private static final int ZONES_MAX = 256;

  /** Zones to each side of which all points are taken. */
  private static final int NEAR_CELLS = 3;

  private static final int FAR_STRIDE = 4;

  private final Map<ZoneId, Points> zones =
      new LinkedHashMap<>(2 * ZONES_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ZoneId, Points> eldest) {
          return size() > ZONES_MAX;
        }
      };

  /** Of one zone, in its own frame; never changed. */
  private record Points(long pass, WirePoints wires, WirePoints supports, List<CatenaryFit> fits) {}

  /**
   * Takes over what a zone shows, in place of what it showed before; all is copied. One that shows
   * nothing takes back what it has shown in the same pass; of another pass it may be only a corner.
   *
   * @param pass the same for all looks at the zone in one pass
   */
  public void remember(
      ZoneId id, long pass, WirePoints wires, WirePoints supports, List<CatenaryFit> fits) {
    boolean isNothing = fits.isEmpty() && supports.size() == 0;
    Points points =
        isNothing ? null : new Points(pass, wires.copy(), supports.copy(), List.copyOf(fits));
    synchronized (zones) {
      if (points != null) {
        zones.put(id, points);
        return;
      }
      Points before = zones.get(id);
      if (before != null && before.pass() == pass) {
        zones.remove(id);
      }
    }
  }

  /**
   * Adds what zones along a line have shown, moved to this zone's frame: of those far off every
   * fourth point of a wire, which is one each metre.
   */
  public void addAlong(ZoneId id, CellsAlong along, WirePoints wires, WirePoints supports) {
    along.forEach(
        (column, row) -> {
          Points there = at(id, column, row);
          if (there != null) {
            double east = (double) column * id.cellMetres();
            double north = (double) row * id.cellMetres();
            boolean isNear = Math.max(Math.abs(column), Math.abs(row)) <= NEAR_CELLS;
            wires.addMoved(there.wires(), isNear ? 1 : FAR_STRIDE, east, north);
            supports.addMoved(there.supports(), 1, east, north);
          }
        });
  }

  /**
   * Takes over a span known from support to support in the zones along it that have shown it as
   * less than that.
   *
   * @param whole in the frame of the zone at hand
   */
  public void makeWhole(ZoneId id, CellsAlong along, CatenaryFit whole) {
    along.forEach(
        (column, row) -> {
          double east = (double) column * id.cellMetres();
          double north = (double) row * id.cellMetres();
          CatenaryFit there = whole.with(whole.wire().moved(-east, -north, 0));
          synchronized (zones) {
            ZoneId other = zone(id, column, row);
            Points before = zones.get(other);
            if (before != null) {
              List<CatenaryFit> fits =
                  before.fits().stream()
                      .map(fit -> isLessOf(fit, there, id.cellMetres()) ? there : fit)
                      .toList();
              zones.put(other, new Points(before.pass(), before.wires(), before.supports(), fits));
            }
          }
        });
  }

  private static boolean isLessOf(CatenaryFit fit, CatenaryFit whole, double cellMetres) {
    Catenary wire = fit.wire();
    double at = wire.clamped(wire.along(cellMetres / 2, cellMetres / 2));
    return !fit.isWhole() && whole.isSame(fit, at) && whole.goesOnAs(fit, at);
  }

  /**
   * The wires of the zones around, moved to this zone's frame.
   *
   * @param cells how many zones to each side
   */
  public List<ShownWire> wiresAround(ZoneId id, int cells) {
    List<ShownWire> wires = new ArrayList<>();
    for (int column = -cells; column <= cells; column++) {
      for (int row = -cells; row <= cells; row++) {
        Points there = at(id, column, row);
        if (there != null) {
          double east = (double) column * id.cellMetres();
          double north = (double) row * id.cellMetres();
          for (CatenaryFit fit : there.fits()) {
            wires.add(new ShownWire(column, row, fit.with(fit.wire().moved(east, north, 0))));
          }
        }
      }
    }
    return wires;
  }

  /** Of another zone; null for the zone itself and where nothing was shown. */
  private @Nullable Points at(ZoneId id, int column, int row) {
    if (column == 0 && row == 0) {
      return null;
    }
    synchronized (zones) {
      return zones.get(zone(id, column, row));
    }
  }

  private static ZoneId zone(ZoneId id, int columns, int rows) {
    return new ZoneId(id.crs(), id.cellMetres(), id.column() + columns, id.row() + rows);
  }
}
