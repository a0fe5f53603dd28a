package dev.catenary.inference.voxel;

import java.util.Arrays;

/**
 * Column statistics above and below each voxel of a grid: air, points, the top. One pass over the
 * voxels, sorted by column and then by height.
 */
public final class Columns {
  private int side;
  private int[] starts = new int[0];
  private int[] order = new int[0];
  private int[] levelsOfAirBelow = new int[0];
  private int[] pointsBelow = new int[0];
  private int[] pointsAbove = new int[0];
  private int[] topLevel = new int[0];
  private int[] voxelsBelow = new int[0];

  /**
   * Looks at all voxels.
   *
   * @param side number of columns along a zone's side; points on its far edge count to the last
   */
  public void fill(VoxelGrid grid, int side) {
    this.side = side;
    int voxels = grid.size();
    makeRoom(voxels, side * side + 1);
    Arrays.fill(starts, 0, side * side + 1, 0);
    for (int voxel = 0; voxel < voxels; voxel++) {
      starts[columnOf(grid, voxel) + 1]++;
    }
    for (int column = 0; column < side * side; column++) {
      starts[column + 1] += starts[column];
    }
    // Placing by falling index moves each start down to where its column begins... and shifts it.
    for (int voxel = voxels - 1; voxel >= 0; voxel--) {
      order[--starts[columnOf(grid, voxel) + 1]] = voxel;
    }
    for (int column = 0; column < side * side; column++) {
      int from = starts[column + 1];
      int to = column + 2 <= side * side ? starts[column + 2] : voxels;
      sortByLevel(grid, from, to);
      climb(grid, from, to);
    }
  }

  private void sortByLevel(VoxelGrid grid, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int voxel = order[i];
      int level = grid.level(voxel);
      int at = i;
      while (at > from && grid.level(order[at - 1]) > level) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = voxel;
    }
  }

  private void climb(VoxelGrid grid, int from, int to) {
    if (from == to) {
      return;
    }
    int top = grid.level(order[to - 1]);
    int points = 0;
    for (int i = from; i < to; i++) {
      points += grid.count(order[i]);
    }
    int below = 0;
    for (int i = from; i < to; i++) {
      int voxel = order[i];
      levelsOfAirBelow[voxel] =
          i == from ? Integer.MAX_VALUE : grid.level(voxel) - grid.level(order[i - 1]) - 1;
      pointsBelow[voxel] = below;
      below += grid.count(voxel);
      pointsAbove[voxel] = points - below;
      topLevel[voxel] = top;
      voxelsBelow[voxel] = i - from;
    }
  }

  private int columnOf(VoxelGrid grid, int voxel) {
    int column = Math.max(0, Math.min(side - 1, grid.column(voxel)));
    int row = Math.max(0, Math.min(side - 1, grid.row(voxel)));
    return row * side + column;
  }

  private void makeRoom(int voxels, int columns) {
    if (starts.length < columns) {
      starts = new int[columns];
    }
    if (order.length < voxels) {
      int grown = voxels * 2;
      order = new int[grown];
      levelsOfAirBelow = new int[grown];
      pointsBelow = new int[grown];
      pointsAbove = new int[grown];
      topLevel = new int[grown];
      voxelsBelow = new int[grown];
    }
  }

  /** Empty cubes down to the next with points; {@link Integer#MAX_VALUE} for the lowest. */
  public int levelsOfAirBelow(int voxel) {
    return levelsOfAirBelow[voxel];
  }

  public int pointsBelow(int voxel) {
    return pointsBelow[voxel];
  }

  public int pointsAbove(int voxel) {
    return pointsAbove[voxel];
  }

  /** Level of the highest cube with points. */
  public int topLevel(int voxel) {
    return topLevel[voxel];
  }

  /** Cubes with points further down. */
  public int voxelsBelow(int voxel) {
    return voxelsBelow[voxel];
  }
}
