package dev.catenary.inference.voxel;

/**
 * The plane that the lowest points of a zone lie on: least squares, repeated with less and less
 * weight for what stands above it, so that trees and roofs do not tilt it.
 */
final class SlopePlane {
  private static final int ROUNDS = 10;
  private static final double STEEPEST = 1.2;

  /** A square so far above the plane has half its weight. */
  private static final double STANDS_OUT_METRES = 0.7;

  /** Holds the plane level when too few squares say how it lies; square metres. */
  private static final double STIFFNESS = 50;

  private double base;
  private double eastward;
  private double northward;
  private double middle;

  /** Level, at height 0. */
  void clear() {
    base = 0;
    eastward = 0;
    northward = 0;
    middle = 0;
  }

  /**
   * Fits the plane.
   *
   * @param lowestMetres by row and column; {@link Float#MAX_VALUE} where nothing is known
   */
  void fit(float[] lowestMetres, int cells, double sideMetres) {
    clear();
    middle = cells * sideMetres / 2;
    double start = Double.MAX_VALUE;
    for (int cell = 0; cell < cells * cells; cell++) {
      start = Math.min(start, lowestMetres[cell]);
    }
    double reach = 8 * STANDS_OUT_METRES;
    base = start;
    for (int round = 0; round < ROUNDS; round++) {
      solve(lowestMetres, cells, sideMetres, reach);
      reach = Math.max(STANDS_OUT_METRES, reach * 0.6);
    }
  }

  private void solve(float[] lowestMetres, int cells, double sideMetres, double reach) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sz = 0;
    double sxx = STIFFNESS;
    double syy = STIFFNESS;
    double sxy = 0;
    double sxz = 0;
    double syz = 0;
    for (int cell = 0; cell < cells * cells; cell++) {
      double z = lowestMetres[cell];
      if (z == Float.MAX_VALUE) {
        continue;
      }
      int row = cell / cells;
      double x = (cell - row * cells + 0.5) * sideMetres - middle;
      double y = (row + 0.5) * sideMetres - middle;
      double above = (z - base - eastward * x - northward * y) / reach;
      double weight = above <= 0 ? 1 : 1 / ((1 + above * above) * (1 + above * above));
      n += weight;
      sx += weight * x;
      sy += weight * y;
      sz += weight * z;
      sxx += weight * x * x;
      sxy += weight * x * y;
      syy += weight * y * y;
      sxz += weight * x * z;
      syz += weight * y * z;
    }
    if (n == 0) {
      return;
    }
    double cxx = sxx - sx * sx / n;
    double cxy = sxy - sx * sy / n;
    double cyy = syy - sy * sy / n;
    double cxz = sxz - sx * sz / n;
    double cyz = syz - sy * sz / n;
    double determinant = cxx * cyy - cxy * cxy;
    double east = (cxz * cyy - cyz * cxy) / determinant;
    double north = (cyz * cxx - cxz * cxy) / determinant;
    double steep = Math.hypot(east, north);
    double keep = steep > STEEPEST ? STEEPEST / steep : 1;
    eastward = east * keep;
    northward = north * keep;
    base = (sz - eastward * sx - northward * sy) / n;
  }

  /** Height of the plane at a place, relative to the zone's middle. */
  double riseMetres(double xMetres, double yMetres) {
    return eastward * (xMetres - middle) + northward * (yMetres - middle);
  }

  double steepness() {
    return Math.hypot(eastward, northward);
  }
}
