package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.wire.finding.ShownWire;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.zone.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * The stretches of a wire that a zone answers for: what passes it, and what passes zones around as
 * far as they have not shown the wire themselves, as where the tree that is too near also hides it.
 */
final class OwnStretch {
  /** Two fits of one wire end so much apart. */
  private static final double END_METRES = 1;

  private final double cellMetres;
  private final int cells;
  private final Catenary wire;

  /** Of each zone around, from where to where along the wire it has shown it. */
  private final double[] shownFrom;

  private final double[] shownTo;

  /**
   * @param cells how many zones to each side count
   * @param fit of a wire that the zone has shown
   * @param nearby what those zones have shown
   */
  OwnStretch(ZoneId id, int cells, CatenaryFit fit, List<ShownWire> nearby) {
    cellMetres = id.cellMetres();
    this.cells = cells;
    wire = fit.wire();
    int squares = (2 * cells + 1) * (2 * cells + 1);
    shownFrom = new double[squares];
    shownTo = new double[squares];
    Arrays.fill(shownFrom, Double.MAX_VALUE);
    Arrays.fill(shownTo, -Double.MAX_VALUE);
    for (ShownWire there : nearby) {
      Catenary curve = there.fit().wire();
      double x = (there.column() + 0.5) * cellMetres;
      double y = (there.row() + 0.5) * cellMetres;
      if (fit.isSame(there.fit(), curve.clamped(curve.along(x, y)))) {
        int square = square(there.column(), there.row());
        double one = wire.along(curve.x(curve.from()), curve.y(curve.from()));
        double other = wire.along(curve.x(curve.to()), curve.y(curve.to()));
        shownFrom[square] = Math.min(shownFrom[square], Math.min(one, other));
        shownTo[square] = Math.max(shownTo[square], Math.max(one, other));
      }
    }
  }

  boolean holds(double along) {
    int column = (int) Math.floor(wire.x(along) / cellMetres);
    int row = (int) Math.floor(wire.y(along) / cellMetres);
    if (Math.abs(column) > cells || Math.abs(row) > cells) {
      return false;
    }
    int square = square(column, row);
    return along < shownFrom[square] - END_METRES || along > shownTo[square] + END_METRES;
  }

  private int square(int column, int row) {
    return (2 * cells + 1) * (row + cells) + column + cells;
  }
}
