package dev.catenary.inference.model;

import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.VoxelPyramid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Pooled first look around each half-metre cube: the mean of the class probabilities over the 6 m
 * and the 24 m around it and over the columns of the 6 m around it. A cube of a mast is told from
 * one of a tree by the wires above it, which its own shape does not show; and how many cubes of
 * wires lie ahead and behind.
 */
public final class ContextPool {
  /** Classes of the first look. */
  public static final int CLASSES = 5;

  /** Numbers for each cube: own, near, far, column, votes of the wires. */
  public static final int COLUMNS = 4 * CLASSES + LineVotes.COLUMNS;

  private static final int NEAR_SCALE = 2;
  private static final int FAR_SCALE = 4;

  /** Sum of the probabilities and their number. */
  private static final int SUMS = CLASSES + 1;

  private final LineVotes lines = new LineVotes();
  private float[] context = new float[0];
  private float[] near = new float[0];
  private float[] far = new float[0];
  private float[] nearAround = new float[0];
  private float[] farAround = new float[0];
  private float[] columns = new float[0];
  private float[] columnsAround = new float[0];

  /**
   * Pools over all cubes.
   *
   * @param probabilities of the classes for each row of the features, row after row
   * @param cellMetres side of the square that the features are of
   * @param rows so many of the first cubes are given their context
   */
  public void fill(ZoneFeatures features, float[] probabilities, int cellMetres, int rows) {
    VoxelPyramid pyramid = features.pyramid();
    VoxelGrid nearGrid = pyramid.grid(NEAR_SCALE);
    VoxelGrid farGrid = pyramid.grid(FAR_SCALE);
    int side = (int) Math.ceil(cellMetres / nearGrid.sideMetres());
    near = cleared(near, nearGrid.size());
    far = cleared(far, farGrid.size());
    nearAround = cleared(nearAround, nearGrid.size());
    farAround = cleared(farAround, farGrid.size());
    columns = cleared(columns, side * side);
    columnsAround = cleared(columnsAround, side * side);
    if (context.length < rows * COLUMNS) {
      context = new float[rows * COLUMNS * 5 / 4];
    }
    VoxelGrid middleGrid = pyramid.grid(NEAR_SCALE + 1);
    for (int voxel = 0; voxel < features.rows(); voxel++) {
      add(probabilities, voxel * CLASSES, near, pyramid.ancestor(voxel, NEAR_SCALE));
    }
    for (int cube = 0; cube < nearGrid.size(); cube++) {
      addSums(near, cube, far, middleGrid.parent(nearGrid.parent(cube)));
      addSums(near, cube, columns, column(nearGrid, cube, side));
    }
    lines.fill(features, probabilities);
    sumAround(nearGrid, near, nearAround);
    sumAround(farGrid, far, farAround);
    sumColumnsAround(side);
    for (int voxel = 0; voxel < rows; voxel++) {
      int cube = pyramid.ancestor(voxel, NEAR_SCALE);
      int farCube = middleGrid.parent(nearGrid.parent(cube));
      int at = voxel * COLUMNS;
      System.arraycopy(probabilities, voxel * CLASSES, context, at, CLASSES);
      mean(nearAround, cube, at + CLASSES);
      mean(farAround, farCube, at + 2 * CLASSES);
      mean(columnsAround, column(nearGrid, cube, side), at + 3 * CLASSES);
      lines.copy(voxel, context, at + 4 * CLASSES);
    }
  }

  private static int column(VoxelGrid grid, int cube, int side) {
    int column = Math.clamp(grid.column(cube), 0, side - 1);
    int row = Math.clamp(grid.row(cube), 0, side - 1);
    return row * side + column;
  }

  private static void sumAround(VoxelGrid grid, float[] sums, float[] around) {
    for (int cube = 0; cube < grid.size(); cube++) {
      for (int neighbour = 0; neighbour < 27; neighbour++) {
        int other =
            grid.at(
                grid.column(cube) + neighbour % 3 - 1,
                grid.row(cube) + neighbour / 3 % 3 - 1,
                grid.level(cube) + neighbour / 9 - 1);
        if (other >= 0) {
          addSums(sums, other, around, cube);
        }
      }
    }
  }

  private void sumColumnsAround(int side) {
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        for (int neighbour = 0; neighbour < 9; neighbour++) {
          int x = column + neighbour % 3 - 1;
          int y = row + neighbour / 3 - 1;
          if (x >= 0 && y >= 0 && x < side && y < side) {
            addSums(columns, y * side + x, columnsAround, row * side + column);
          }
        }
      }
    }
  }

  private void mean(float[] sums, int cube, int to) {
    float scale = 1 / sums[cube * SUMS + CLASSES];
    for (int kind = 0; kind < CLASSES; kind++) {
      context[to + kind] = sums[cube * SUMS + kind] * scale;
    }
  }

  /**
   * {@link #COLUMNS} numbers for each of the rows asked for; longer than needed. Owned by this
   * object.
   */
  public float[] values() {
    return context;
  }

  private static void add(float[] probabilities, int at, float[] sums, int cube) {
    int to = cube * SUMS;
    for (int kind = 0; kind < CLASSES; kind++) {
      sums[to + kind] += probabilities[at + kind];
    }
    sums[to + CLASSES]++;
  }

  private static void addSums(float[] from, int source, float[] to, int target) {
    for (int i = 0; i < SUMS; i++) {
      to[target * SUMS + i] += from[source * SUMS + i];
    }
  }

  private static float[] cleared(float[] sums, int cubes) {
    if (sums.length < cubes * SUMS) {
      return new float[cubes * SUMS * 5 / 4];
    }
    Arrays.fill(sums, 0, cubes * SUMS, 0);
    return sums;
  }
}
