package dev.catenary.inference.model;

import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Finds the cubes that hold wire. A cube with a line is wire when the line goes on: when cubes along
 * it hold lines of the same direction, which twigs do not. Then the lines take in what lies on them,
 * so that single points and gaps are not lost.
 */
final class WireTracer {
  private static final double HEIGHT_MIN_METRES = 4;
  private static final double STEP_METRES = 0.5;
  private static final int STEPS = 8;
  private static final double HITS_SHARE = 0.45;
  private static final double HITS_SHARE_CUT = 0.7;
  private static final int HITS_MIN = 5;
  private static final double ALIKE_MIN = 0.97;
  private static final int GROWTH_STEPS = 6;
  private static final double GROWTH_METRES = 0.3;

  private final WireLines lines = new WireLines();
  private boolean[] seeds = new boolean[0];
  private boolean[] wire = new boolean[0];
  private double cellMetres;

  /** Looks at all cubes of a zone; returns how many hold wire. */
  int trace(ZoneFeatures features, int zoneCellMetres) {
    cellMetres = zoneCellMetres;
    int voxels = features.rows();
    if (wire.length < voxels) {
      wire = new boolean[voxels * 2];
      seeds = new boolean[voxels * 2];
    }
    VoxelGrid grid = features.pyramid().finest();
    lines.fill(features, HEIGHT_MIN_METRES);
    for (int voxel = 0; voxel < voxels; voxel++) {
      seeds[voxel] = lines.has(voxel) && goesOn(grid, voxel);
    }
    Arrays.fill(wire, 0, voxels, false);
    for (int voxel = 0; voxel < voxels; voxel++) {
      if (seeds[voxel]) {
        takeIn(grid, voxel);
      }
    }
    int found = 0;
    for (int voxel = 0; voxel < voxels; voxel++) {
      found += wire[voxel] ? 1 : 0;
    }
    return found;
  }

  boolean isWire(int voxel) {
    return wire[voxel];
  }

  private boolean goesOn(VoxelGrid grid, int voxel) {
    int inside = 0;
    int hits = 0;
    for (int step = -STEPS; step <= STEPS; step++) {
      double along = step * STEP_METRES;
      double x = lines.x(voxel, along);
      double y = lines.y(voxel, along);
      if (step == 0 || x < 0 || y < 0 || x >= cellMetres || y >= cellMetres) {
        continue;
      }
      inside++;
      hits += isLineAt(grid, voxel, x, y, lines.z(voxel, along)) ? 1 : 0;
    }
    return inside >= STEPS
        ? hits >= Math.max(HITS_MIN, HITS_SHARE * inside)
        : inside > 1 && hits >= HITS_SHARE_CUT * inside;
  }

  private boolean isLineAt(VoxelGrid grid, int voxel, double x, double y, double z) {
    double half = STEP_METRES / 2;
    return isLikeLine(voxel, grid.at(cube(x), cube(y), cube(z)))
        || isLikeLine(voxel, grid.at(cube(x), cube(y), cube(z - half)))
        || isLikeLine(voxel, grid.at(cube(x), cube(y), cube(z + half)));
  }

  private boolean isLikeLine(int voxel, int other) {
    return other >= 0 && lines.has(other) && lines.alike(voxel, other) >= ALIKE_MIN;
  }

  private void takeIn(VoxelGrid grid, int seed) {
    double half = STEP_METRES / 2;
    for (int step = -GROWTH_STEPS; step <= GROWTH_STEPS; step++) {
      double along = step * STEP_METRES;
      for (int corner = 0; corner < 8; corner++) {
        int voxel =
            grid.at(
                cube(lines.x(seed, along) + ((corner & 1) == 0 ? -half : half)),
                cube(lines.y(seed, along) + ((corner & 2) == 0 ? -half : half)),
                cube(lines.z(seed, along) + ((corner & 4) == 0 ? -half : half)));
        if (voxel >= 0
            && !wire[voxel]
            && lines.distanceMetres(
                    seed,
                    grid.meanXMetres(voxel),
                    grid.meanYMetres(voxel),
                    grid.meanHeightMetres(voxel))
                < GROWTH_METRES) {
          wire[voxel] = true;
        }
      }
    }
  }

  private static int cube(double metres) {
    return (int) Math.floor(metres / STEP_METRES);
  }
}
