package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;

/**
 * The points of one zone in cubes of 0.5, 1, 2, 4 and 8 m. The points are looked at once; each
 * coarser grid is summed from the finer one. Reused from zone to zone.
 */
public final class VoxelPyramid {
  /** Number of grids. */
  public static final int SCALES = 5;

  /** Side of the finest cubes. */
  public static final int FINEST_MILLIMETRES = 500;

  private final VoxelGrid[] grids = new VoxelGrid[SCALES];

  public VoxelPyramid() {
    for (int scale = 0; scale < SCALES; scale++) {
      grids[scale] = new VoxelGrid(FINEST_MILLIMETRES << scale);
    }
  }

  /** Sorts the zone's points into all grids. */
  public void fill(Zone zone) {
    grids[0].fill(zone);
    for (int scale = 1; scale < SCALES; scale++) {
      grids[scale].fill(grids[scale - 1]);
    }
  }

  /** The cubes of side 0.5 m times two to the scale. */
  public VoxelGrid grid(int scale) {
    return grids[scale];
  }

  /** The cube of a coarser grid that holds a cube of the finest. */
  public int ancestor(int finestVoxel, int scale) {
    int cube = finestVoxel;
    for (int up = 0; up < scale; up++) {
      cube = grids[up].parent(cube);
    }
    return cube;
  }

  public VoxelGrid finest() {
    return grids[0];
  }
}
