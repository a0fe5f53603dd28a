package dev.catenary.inference.model;

import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.proto.point.ClassLabel;

/** Links wire voxels that touch, and takes back those whose link is too short to be a wire. */
final class LinkedVoxels {
  private static final int UNSEEN = -1;

  private int[] link = new int[0];
  private int[] stack = new int[0];

  /** Conductor voxels in links shorter than the extent become vegetation. */
  void keepLong(VoxelGrid grid, ClassLabel[] labels, double extentMetres) {
    if (link.length < grid.size()) {
      link = new int[grid.size() * 2];
      stack = new int[grid.size() * 2];
    }
    java.util.Arrays.fill(link, 0, grid.size(), UNSEEN);
    for (int seed = 0; seed < grid.size(); seed++) {
      if (labels[seed] == ClassLabel.CONDUCTOR && link[seed] == UNSEEN) {
        double extent = follow(grid, labels, seed);
        if (extent < extentMetres) {
          takeBack(grid, labels, seed);
        }
      }
    }
  }

  /** Marks all that is linked with the seed; gives the horizontal extent. */
  private double follow(VoxelGrid grid, ClassLabel[] labels, int seed) {
    int columnMin = grid.column(seed);
    int columnMax = columnMin;
    int rowMin = grid.row(seed);
    int rowMax = rowMin;
    int depth = 0;
    stack[depth++] = seed;
    link[seed] = seed;
    while (depth > 0) {
      int voxel = stack[--depth];
      columnMin = Math.min(columnMin, grid.column(voxel));
      columnMax = Math.max(columnMax, grid.column(voxel));
      rowMin = Math.min(rowMin, grid.row(voxel));
      rowMax = Math.max(rowMax, grid.row(voxel));
      // Two cubes apart still links: a thin wire is not hit in every metre.
      for (int dc = -2; dc <= 2; dc++) {
        for (int dr = -2; dr <= 2; dr++) {
          for (int dl = -1; dl <= 1; dl++) {
            int other =
                grid.at(grid.column(voxel) + dc, grid.row(voxel) + dr, grid.level(voxel) + dl);
            if (other >= 0 && link[other] == UNSEEN && labels[other] == ClassLabel.CONDUCTOR) {
              link[other] = seed;
              stack[depth++] = other;
            }
          }
        }
      }
    }
    return Math.hypot(columnMax - columnMin + 1, rowMax - rowMin + 1) * grid.sideMetres();
  }

  private void takeBack(VoxelGrid grid, ClassLabel[] labels, int seed) {
    for (int voxel = seed; voxel < grid.size(); voxel++) {
      if (link[voxel] == seed) {
        labels[voxel] = ClassLabel.VEGETATION;
      }
    }
  }
}
