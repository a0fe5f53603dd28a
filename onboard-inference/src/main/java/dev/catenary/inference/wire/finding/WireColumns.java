package dev.catenary.inference.wire.finding;

import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;
import java.util.List;

/**
 * Square metres of a zone: the height of the ground, and from which height on a wire may be near.
 * It lets most points be passed over at one look. Reused.
 */
final class WireColumns {
  private static final double MARGIN_METRES = 1.5;
  private static final int NONE = Integer.MAX_VALUE;

  /**
   * Where no ground was seen at all, as over water, it is deeper than anything can hang above it.
   */
  private static final int DEEP_MILLIMETRES = Integer.MIN_VALUE;

  private int side;
  private int[] groundMillimetres = new int[0];
  private int[] wireFromMillimetres = new int[0];

  /** Takes the lowest ground of each square metre, and where there is none the nearest there is. */
  void ground(Zone zone) {
    side = zone.id.cellMetres();
    if (groundMillimetres.length < side * side) {
      groundMillimetres = new int[side * side];
      wireFromMillimetres = new int[side * side];
    }
    Arrays.fill(groundMillimetres, 0, side * side, NONE);
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.GROUND.lasCode()) {
        int at = cell(zone.xMillimetres[i] / 1e3, zone.yMillimetres[i] / 1e3);
        groundMillimetres[at] = Math.min(groundMillimetres[at], zone.zMillimetres[i]);
      }
    }
    spread();
    for (int at = 0; at < side * side; at++) {
      if (groundMillimetres[at] == NONE) {
        groundMillimetres[at] = DEEP_MILLIMETRES;
      }
    }
  }

  /** Empty cells take over from their neighbours, once forwards and once backwards. */
  private void spread() {
    for (int at = 0; at < side * side; at++) {
      if (groundMillimetres[at] == NONE) {
        groundMillimetres[at] = at % side > 0 ? groundMillimetres[at - 1] : NONE;
      }
      if (groundMillimetres[at] == NONE && at >= side) {
        groundMillimetres[at] = groundMillimetres[at - side];
      }
    }
    for (int at = side * side - 1; at >= 0; at--) {
      if (groundMillimetres[at] == NONE) {
        groundMillimetres[at] = at % side < side - 1 ? groundMillimetres[at + 1] : NONE;
      }
      if (groundMillimetres[at] == NONE && at < side * (side - 1)) {
        groundMillimetres[at] = groundMillimetres[at + side];
      }
    }
  }

  /** Height of the ground, metres in the zone's datum; far below all in a zone without any. */
  double groundMetres(double x, double y) {
    return groundMillimetres[cell(x, y)] / 1e3;
  }

  /** Marks where the wires pass. */
  void wires(List<CatenaryFit> wires) {
    Arrays.fill(wireFromMillimetres, 0, side * side, NONE);
    for (CatenaryFit fit : wires) {
      Catenary wire = fit.wire();
      for (double along = wire.from() - 1; along <= wire.to() + 1; along += 0.5) {
        int from = (int) (1e3 * (wire.z(along) - MARGIN_METRES));
        for (int neighbour = 0; neighbour < 9; neighbour++) {
          double x = wire.x(along) + neighbour % 3 - 1;
          double y = wire.y(along) + Math.floorDiv(neighbour, 3) - 1;
          if (x >= 0 && y >= 0 && x < side && y < side) {
            int at = cell(x, y);
            wireFromMillimetres[at] = Math.min(wireFromMillimetres[at], from);
          }
        }
      }
    }
  }

  /** Tests whether a wire may be within a metre of a point of the zone. */
  boolean mayBeNear(Zone zone, int point) {
    int at = cell(zone.xMillimetres[point] / 1e3, zone.yMillimetres[point] / 1e3);
    return zone.zMillimetres[point] >= wireFromMillimetres[at];
  }

  private int cell(double x, double y) {
    return Math.clamp((int) y, 0, side - 1) * side + Math.clamp((int) x, 0, side - 1);
  }
}
