package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * The ground below a zone: first the slope of the whole zone, then above it the lowest point of
 * each two-metre square, pulled down where a neighbour's shows that it is no ground, unless {@link
 * GroundGrowth} reaches it. A square without a point has the height of the nearest with one, on the
 * zone's slope. Heights between the squares' centres are interpolated.
 *
 * <p>A zone without a single ground point has its lowest points for ground.
 */
public final class GroundModel {
  private static final double SIDE_METRES = 2;
  private static final double METRES_PER_MILLIMETRE = 0.001;

  /** Steepest rise between neighbours, beyond the slope of the zone. */
  private static final float RISE_MAX = 0.3f;

  /** A lowest point so far below the second lowest of its square is an echo of something else. */
  private static final float LONELY_METRES = 0.5f;

  private final SlopePlane slope = new SlopePlane();
  private final GroundGrowth growth = new GroundGrowth();
  private final NearestSeen nearest = new NearestSeen();
  private int cells;
  private double seenShare;
  private float[] lowestMetres = new float[0];
  private float[] secondMetres = new float[0];
  private float[] unpulledMetres = new float[0];
  private boolean[] sure = new boolean[0];

  /** Looks at all points of the zone. */
  public void fill(Zone zone) {
    cells = Math.max(1, (int) Math.ceil(zone.id.cellMetres() / SIDE_METRES));
    if (lowestMetres.length < cells * cells) {
      lowestMetres = new float[cells * cells];
      secondMetres = new float[cells * cells];
      unpulledMetres = new float[cells * cells];
      sure = new boolean[cells * cells];
    }
    slope.clear();
    findLowest(zone);
    slope.fit(lowestMetres, cells, SIDE_METRES);
    findLowest(zone);
    seenShare = (double) countSeen() / (cells * cells);
    System.arraycopy(lowestMetres, 0, unpulledMetres, 0, cells * cells);
    Arrays.fill(sure, 0, cells * cells, false);
    pull();
    growth.fill(zone, slope);
    growth.grow(lowestMetres, cells, sure);
    System.arraycopy(unpulledMetres, 0, lowestMetres, 0, cells * cells);
    pull();
    nearest.fill(lowestMetres, unpulledMetres, cells);
  }

  /** Lowers each square to what its neighbours allow, but for those that are surely ground. */
  private void pull() {
    float straight = (float) (RISE_MAX * SIDE_METRES);
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
    double column = Math.max(0, Math.min(cells - 1, xMetres / SIDE_METRES - 0.5));
    double row = Math.max(0, Math.min(cells - 1, yMetres / SIDE_METRES - 0.5));
    int west = Math.min((int) column, Math.max(0, cells - 2));
    int south = Math.min((int) row, Math.max(0, cells - 2));
    int east = Math.min(west + 1, cells - 1);
    int north = Math.min(south + 1, cells - 1);
    double toEast = column - west;
    double toNorth = row - south;
    double low =
        lowestMetres[south * cells + west] * (1 - toEast)
            + lowestMetres[south * cells + east] * toEast;
    double high =
        lowestMetres[north * cells + west] * (1 - toEast)
            + lowestMetres[north * cells + east] * toEast;
    return low * (1 - toNorth) + high * toNorth + slope.riseMetres(xMetres, yMetres);
  }

  /** Slope of the zone as a whole: metres up for each metre. */
  public double slope() {
    return slope.steepness();
  }

  /**
   * Share of the zone's squares that have points. Wires alone are in few of them, whatever height
   * they are taken to have; where most have points, what lies lowest is a surface.
   */
  public double seenShare() {
    return seenShare;
  }

  private int countSeen() {
    int seen = 0;
    for (int cell = 0; cell < cells * cells; cell++) {
      seen += lowestMetres[cell] != Float.MAX_VALUE ? 1 : 0;
    }
    return seen;
  }

  private void findLowest(Zone zone) {
    Arrays.fill(lowestMetres, 0, cells * cells, Float.MAX_VALUE);
    Arrays.fill(secondMetres, 0, cells * cells, Float.MAX_VALUE);
    for (int i = 0; i < zone.size; i++) {
      double x = zone.xMillimetres[i] * METRES_PER_MILLIMETRE;
      double y = zone.yMillimetres[i] * METRES_PER_MILLIMETRE;
      int column = Math.max(0, Math.min(cells - 1, (int) (x / SIDE_METRES)));
      int row = Math.max(0, Math.min(cells - 1, (int) (y / SIDE_METRES)));
      int cell = row * cells + column;
      float height =
          (float) (zone.zMillimetres[i] * METRES_PER_MILLIMETRE - slope.riseMetres(x, y));
      if (height < secondMetres[cell]) {
        secondMetres[cell] = Math.max(height, lowestMetres[cell]);
        lowestMetres[cell] = Math.min(height, lowestMetres[cell]);
      }
    }
    for (int cell = 0; cell < cells * cells; cell++) {
      if (secondMetres[cell] != Float.MAX_VALUE
          && secondMetres[cell] - lowestMetres[cell] > LONELY_METRES) {
        lowestMetres[cell] = secondMetres[cell];
      }
    }
  }

  private void pull(int column, int row, int fromColumn, int fromRow, float rise) {
    if (fromColumn >= 0 && fromRow >= 0 && fromColumn < cells && fromRow < cells) {
      float from = lowestMetres[fromRow * cells + fromColumn];
      int at = row * cells + column;
      if (!sure[at] && from != Float.MAX_VALUE && from + rise < lowestMetres[at]) {
        lowestMetres[at] = from + rise;
      }
    }
  }
}
