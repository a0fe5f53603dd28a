package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.CatenaryFit;

/**
 * A wire and the zone that has shown it.
 *
 * @param column how many zones to the east that lies; 0 with row 0 is the zone at hand
 * @param row how many to the north
 * @param fit in the frame of the zone at hand
 */
public record ShownWire(int column, int row, CatenaryFit fit) {
  /**
   * Tests whether two wires are one; wires that one zone shows side by side are wires of their own,
   * however near: phases, a bundle.
   */
  public boolean isSame(ShownWire other, double along) {
    return (column != other.column || row != other.row)
        && fit.isSame(other.fit, along)
        && fit.goesOnAs(other.fit, along);
  }
}
