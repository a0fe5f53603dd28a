package dev.catenary.inference.wire.finding;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Squares of 2 m in which points labelled tower stand, with the range of their heights. Wire ends
 * there in jumper loops and bundles that hang as no catenary does and are crowded by steel. One
 * thread; reused from zone to zone.
 */
final class NearSteel {
  private static final double CELL_METRES = 2;

  /** Cells to each side that count as near: 4 m and more. */
  private static final int REACH = 2;

  /** Height of a tower's foot, beside which a fence or a car may stand. */
  private static final double FOOT_METRES = 3.5;

  private int side;
  private float[] lowest = new float[0];
  private float[] highest = new float[0];

  /** Takes the zone's tower points. */
  void fill(Zone zone) {
    side = (int) Math.ceil(zone.id.cellMetres() / CELL_METRES);
    if (lowest.length < side * side) {
      lowest = new float[side * side];
      highest = new float[side * side];
    }
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == ClassLabel.TOWER.lasCode()) {
        int cell = cell(zone.yMillimetres[i] / 1e3) * side + cell(zone.xMillimetres[i] / 1e3);
        float up = zone.zMillimetres[i] / 1e3f;
        lowest[cell] = Math.min(lowest[cell], up);
        highest[cell] = Math.max(highest[cell], up);
      }
    }
  }

  private int cell(double metres) {
    return Math.clamp((long) (metres / CELL_METRES), 0, side - 1);
  }

  /** Tests whether a point, in metres of the zone's frame, is beside a tower, above its foot. */
  boolean is(double x, double y, double z) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    int column = cell(x);
    int row = cell(y);
    for (int r = Math.max(0, row - REACH); r <= Math.min(side - 1, row + REACH); r++) {
      for (int c = Math.max(0, column - REACH); c <= Math.min(side - 1, column + REACH); c++) {
        low = Math.min(low, lowest[r * side + c]);
        high = Math.max(high, highest[r * side + c]);
      }
    }
    return z >= low + FOOT_METRES && z <= high + CELL_METRES;
  }
}
