package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * The ground below a zone: the lowest point of each two-metre square, pulled down where a
 * neighbour's shows that it is no ground, as far as the steepest slope allows.
 */
public final class GroundModel {
  private static final int SIDE_MILLIMETRES = 2_000;
  private static final double SLOPE_MAX = 0.4;

  private int cells;
  private float[] lowestMetres = new float[0];

  /** Looks at all points of the zone. */
  public void fill(Zone zone) {
    cells = Math.max(1, zone.id.cellMetres() * 1_000 / SIDE_MILLIMETRES);
    if (lowestMetres.length < cells * cells) {
      lowestMetres = new float[cells * cells];
    }
    Arrays.fill(lowestMetres, 0, cells * cells, Float.MAX_VALUE);
    for (int i = 0; i < zone.size; i++) {
      int cell = cell(zone.xMillimetres[i], zone.yMillimetres[i]);
      lowestMetres[cell] = Math.min(lowestMetres[cell], zone.zMillimetres[i] * 0.001f);
    }
    float straight = (float) (SLOPE_MAX * SIDE_MILLIMETRES / 1_000);
    float diagonal = (float) (straight * Math.sqrt(2));
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        pull(column, row, column - 1, row, straight);
        pull(column, row, column, row - 1, straight);
        pull(column, row, column - 1, row - 1, diagonal);
        pull(column, row, column + 1, row - 1, diagonal);
      }
    }
    for (int row = cells - 1; row >= 0; row--) {
      for (int column = cells - 1; column >= 0; column--) {
        pull(column, row, column + 1, row, straight);
        pull(column, row, column, row + 1, straight);
        pull(column, row, column + 1, row + 1, diagonal);
        pull(column, row, column - 1, row + 1, diagonal);
      }
    }
  }

  /** Height of the ground at a place of the zone, in the zone's datum. */
  public double heightMetres(double xMetres, double yMetres) {
    return lowestMetres[cell((int) (xMetres * 1_000), (int) (yMetres * 1_000))];
  }

  private void pull(int column, int row, int fromColumn, int fromRow, float rise) {
    if (fromColumn >= 0 && fromRow >= 0 && fromColumn < cells && fromRow < cells) {
      float from = lowestMetres[fromRow * cells + fromColumn];
      int at = row * cells + column;
      if (from != Float.MAX_VALUE && from + rise < lowestMetres[at]) {
        lowestMetres[at] = from + rise;
      }
    }
  }

  private int cell(int xMillimetres, int yMillimetres) {
    int column = Math.max(0, Math.min(cells - 1, xMillimetres / SIDE_MILLIMETRES));
    int row = Math.max(0, Math.min(cells - 1, yMillimetres / SIDE_MILLIMETRES));
    return row * cells + column;
  }
}
