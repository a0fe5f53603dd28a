package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.Spread;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * For each cube high above the ground the straight level line that its points lie on, if any: by
 * the 3 m around it where only one wire is, by less where wires run side by side.
 */
final class WireLines {
  private static final int NUMBERS = 6;
  private static final double LINEARITY_AROUND = 0.88;
  private static final double LINEARITY_OWN = 0.93;
  private static final double LINEARITY_FAR = 0.97;

  /** Logarithm of the points within 3 m below which a look at 6 m is needed. */
  private static final double SPARSE = Math.log(8);

  private static final double STEEPEST = 0.6;
  private static final int POINTS_MIN = 5;

  private final Spread spread = new Spread();
  private double[] lines = new double[0];
  private boolean[] has = new boolean[0];

  /** Fits all lines of a zone. */
  void fill(ZoneFeatures features, double heightMinMetres) {
    int voxels = features.rows();
    if (has.length < voxels) {
      has = new boolean[voxels * 2];
      lines = new double[voxels * 2 * NUMBERS];
    }
    Arrays.fill(has, 0, voxels, false);
    VoxelGrid finest = features.pyramid().finest();
    VoxelGrid coarser = features.pyramid().grid(1);
    VoxelGrid farther = features.pyramid().grid(2);
    for (int voxel = 0; voxel < voxels; voxel++) {
      if (features.value(voxel, Feature.HEIGHT) < heightMinMetres) {
        continue;
      }
      if (features.value(voxel, Feature.LINEARITY_1) > LINEARITY_AROUND) {
        int parent = finest.parent(voxel);
        coarser.neighbourhood(parent, spread);
        keep(voxel, coarser, parent, LINEARITY_AROUND);
      }
      if (!has[voxel] && features.value(voxel, Feature.LINEARITY_0) > LINEARITY_AROUND) {
        finest.neighbourhood(voxel, spread);
        keep(voxel, finest, voxel, LINEARITY_AROUND);
      }
      if (!has[voxel] && finest.count(voxel) >= POINTS_MIN) {
        finest.own(voxel, spread);
        keep(voxel, finest, voxel, LINEARITY_OWN);
      }
      if (!has[voxel]
          && features.value(voxel, Feature.DENSITY_1) < SPARSE
          && features.value(voxel, Feature.LINEARITY_2) > LINEARITY_FAR) {
        int far = coarser.parent(finest.parent(voxel));
        farther.neighbourhood(far, spread);
        keep(voxel, farther, far, LINEARITY_FAR);
      }
    }
  }

  private void keep(int voxel, VoxelGrid grid, int seenFrom, double linearityMin) {
    if (spread.count() < POINTS_MIN
        || spread.linearity() < linearityMin
        || spread.mainVertical() > STEEPEST) {
      return;
    }
    has[voxel] = true;
    int at = voxel * NUMBERS;
    lines[at] = grid.column(seenFrom) * grid.sideMetres() + spread.meanX();
    lines[at + 1] = grid.row(seenFrom) * grid.sideMetres() + spread.meanY();
    lines[at + 2] = grid.level(seenFrom) * grid.sideMetres() + spread.meanZ();
    lines[at + 3] = spread.mainX();
    lines[at + 4] = spread.mainY();
    lines[at + 5] = spread.mainZ();
  }

  boolean has(int voxel) {
    return has[voxel];
  }

  /** A point of the line at a signed distance from its middle. */
  double x(int voxel, double along) {
    return lines[voxel * NUMBERS] + along * lines[voxel * NUMBERS + 3];
  }

  double y(int voxel, double along) {
    return lines[voxel * NUMBERS + 1] + along * lines[voxel * NUMBERS + 4];
  }

  double z(int voxel, double along) {
    return lines[voxel * NUMBERS + 2] + along * lines[voxel * NUMBERS + 5];
  }

  /** Cosine of the angle between two lines, 0 to 1. */
  double alike(int one, int other) {
    int a = one * NUMBERS;
    int b = other * NUMBERS;
    return Math.abs(
        lines[a + 3] * lines[b + 3] + lines[a + 4] * lines[b + 4] + lines[a + 5] * lines[b + 5]);
  }

  /** Distance of a place from the line. */
  double distanceMetres(int voxel, double x, double y, double z) {
    int at = voxel * NUMBERS;
    double dx = x - lines[at];
    double dy = y - lines[at + 1];
    double dz = z - lines[at + 2];
    double along = dx * lines[at + 3] + dy * lines[at + 4] + dz * lines[at + 5];
    double squared = dx * dx + dy * dy + dz * dz - along * along;
    return Math.sqrt(Math.max(0, squared));
  }
}
