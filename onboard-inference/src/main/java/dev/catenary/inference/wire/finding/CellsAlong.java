package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.zone.ZoneId;
import java.util.BitSet;
import java.util.List;

/**
 * Squares of the zone grid that wires pass when they are carried on: columns and rows counted from
 * the zone at hand. Reused; one thread.
 */
public final class CellsAlong {
  private final BitSet marked = new BitSet();
  private int cells;

  /** Something to be done with a square. */
  @FunctionalInterface
  public interface Visit {
    void square(int column, int row);
  }

  /**
   * Marks the squares along wires.
   *
   * @param wires in the frame of the zone at hand
   * @param beyondMetres how far they are carried on beyond both ends
   * @param besideMetres what lies so far beside them counts too
   */
  public void mark(ZoneId id, List<CatenaryFit> wires, double beyondMetres, double besideMetres) {
    double cell = id.cellMetres();
    double longest = 0;
    for (CatenaryFit fit : wires) {
      Catenary wire = fit.wire();
      for (double end : new double[] {wire.from() - beyondMetres, wire.to() + beyondMetres}) {
        longest = Math.max(longest, Math.max(Math.abs(wire.x(end)), Math.abs(wire.y(end))));
      }
    }
    cells = (int) Math.ceil((longest + besideMetres) / cell) + 1;
    marked.clear();
    double step = cell / 2;
    int beside = (int) Math.ceil(besideMetres / step);
    for (CatenaryFit fit : wires) {
      Catenary wire = fit.wire();
      double from = wire.from() - beyondMetres;
      double to = wire.to() + beyondMetres;
      int steps = (int) Math.ceil((to - from) / step);
      for (int i = 0; i <= steps; i++) {
        double along = Math.min(from + i * step, to);
        for (int side = -beside; side <= beside; side++) {
          double across = side * besideMetres / Math.max(1, beside);
          mark(
              (wire.x(along) + across * wire.headingY()) / cell,
              (wire.y(along) - across * wire.headingX()) / cell);
        }
      }
    }
  }

  private void mark(double column, double row) {
    int c = (int) Math.floor(column);
    int r = (int) Math.floor(row);
    if (Math.abs(c) <= cells && Math.abs(r) <= cells) {
      marked.set((r + cells) * (2 * cells + 1) + c + cells);
    }
  }

  /** Visits each marked square once, but for the zone at hand. */
  public void forEach(Visit visit) {
    int side = 2 * cells + 1;
    for (int at = marked.nextSetBit(0); at >= 0; at = marked.nextSetBit(at + 1)) {
      int column = at % side - cells;
      int row = at / side - cells;
      if (column != 0 || row != 0) {
        visit.square(column, row);
      }
    }
  }
}
