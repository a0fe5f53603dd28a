package dev.catenary.inference.wire;

import dev.catenary.proto.zone.ZoneId;
import java.util.List;

/**
 * The stretch of a wire that a zone answers for: what passes it, and what passes those zones around
 * that have not shown the wire, as where the tree that is too near also hides it.
 */
final class OwnStretch {
  private final double cellMetres;
  private final int cells;
  private final boolean[] shown;

  /**
   * @param cells how many zones to each side count
   * @param wire one that the zone has shown
   * @param nearby what those zones have shown
   */
  OwnStretch(ZoneId id, int cells, CatenaryFit wire, List<ShownWire> nearby) {
    cellMetres = id.cellMetres();
    this.cells = cells;
    shown = new boolean[(2 * cells + 1) * (2 * cells + 1)];
    for (ShownWire there : nearby) {
      Catenary curve = there.fit().wire();
      double x = (there.column() + 0.5) * cellMetres;
      double y = (there.row() + 0.5) * cellMetres;
      double at = curve.clamped(curve.along(x, y));
      shown[index(there.column(), there.row())] |= wire.isSame(there.fit(), at);
    }
  }

  boolean holds(double x, double y) {
    int column = (int) Math.floor(x / cellMetres);
    int row = (int) Math.floor(y / cellMetres);
    return Math.abs(column) <= cells && Math.abs(row) <= cells && !shown[index(column, row)];
  }

  private int index(int column, int row) {
    return (2 * cells + 1) * (row + cells) + column + cells;
  }
}
