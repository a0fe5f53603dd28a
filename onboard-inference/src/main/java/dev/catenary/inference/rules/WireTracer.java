package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Finds the cubes that hold wire. A cube with a line is wire when the line goes on: when cubes
 * along it hold lines of the same direction, which twigs do not. Then the lines take in what lies
 * on them, so that single points and gaps are not lost.
 */
final class WireTracer {
  private static final double HEIGHT_MIN_METRES = 4;
  private static final double STEP_METRES = 0.5;
  private static final int STEPS = 12;
  private static final double HITS_SHARE = 0.65;
  private static final int HITS_MIN = 5;
  private static final int HITS_MIN_AT_EDGE = 2;
  private static final double ALIKE_MIN = 0.97;
  private static final double AIR_BELOW_METRES = 2;
  private static final double LINEARITY_FAR = 0.8;
  private static final int GROWTH_STEPS = 12;
  private static final double GROWTH_METRES = 0.45;
  private static final double GROWTH_AMONG_OTHERS_METRES = 0.2;
  private static final double THIN = 0.2;

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
      seeds[voxel] = lines.has(voxel) && hangsFree(features, voxel) && goesOn(grid, voxel);
    }
    Arrays.fill(wire, 0, voxels, false);
    for (int voxel = 0; voxel < voxels; voxel++) {
      if (seeds[voxel]) {
        takeIn(features, voxel);
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

  /** A railing stands on its deck; a wire has air below, or nothing but wires within metres. */
  private static boolean hangsFree(ZoneFeatures features, int voxel) {
    return features.value(voxel, Feature.AIR_BELOW_2) >= AIR_BELOW_METRES
        || features.value(voxel, Feature.LINEARITY_2) > LINEARITY_FAR;
  }

  private boolean goesOn(VoxelGrid grid, int voxel) {
    int inside = 0;
    int occupied = 0;
    int hits = 0;
    for (int step = -STEPS; step <= STEPS; step++) {
      double along = step * STEP_METRES;
      double x = lines.x(voxel, along);
      double y = lines.y(voxel, along);
      if (step == 0 || x < 0 || y < 0 || x >= cellMetres || y >= cellMetres) {
        continue;
      }
      inside++;
      int hit = look(grid, voxel, cube(x), cube(y), lines.z(voxel, along));
      occupied += hit >= 0 ? 1 : 0;
      hits += hit > 0 ? 1 : 0;
    }
    int hitsMin = inside >= STEPS ? HITS_MIN : HITS_MIN_AT_EDGE;
    return hits >= hitsMin && hits >= HITS_SHARE * occupied;
  }

  /** 1 when a cube at this place holds a line of the same direction, 0 when none does, -1 empty. */
  private int look(VoxelGrid grid, int voxel, int column, int row, double z) {
    int found = -1;
    for (int half = -1; half <= 1; half++) {
      int other = grid.at(column, row, cube(z + half * STEP_METRES / 2));
      if (isLikeLine(voxel, other)) {
        return 1;
      }
      found = other >= 0 ? 0 : found;
    }
    return found;
  }

  private boolean isLikeLine(int voxel, int other) {
    return other >= 0 && lines.has(other) && lines.alike(voxel, other) >= ALIKE_MIN;
  }

  private void takeIn(ZoneFeatures features, int seed) {
    VoxelGrid grid = features.pyramid().finest();
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
                < (features.value(voxel, Feature.THICKNESS_0) < THIN
                    ? GROWTH_METRES
                    : GROWTH_AMONG_OTHERS_METRES)) {
          wire[voxel] = true;
        }
      }
    }
  }

  private static int cube(double metres) {
    return (int) Math.floor(metres / STEP_METRES);
  }
}
