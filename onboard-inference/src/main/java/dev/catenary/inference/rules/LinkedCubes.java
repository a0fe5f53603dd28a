package dev.catenary.inference.rules;

import dev.catenary.inference.voxel.VoxelGrid;
import java.util.Arrays;

/** Links marked cubes that touch, and knows the box around each link. Reused. */
final class LinkedCubes {
  private static final int NONE = -1;
  private static final int BOX = 6;

  private int[] linkOf = new int[0];
  private int[] stack = new int[0];

  /** By link: lowest and highest column, row and level. */
  private int[] boxes = new int[BOX * 64];

  private int links;

  void link(VoxelGrid grid, boolean[] marked) {
    if (linkOf.length < grid.size()) {
      linkOf = new int[grid.size() * 2];
      stack = new int[grid.size() * 2];
    }
    Arrays.fill(linkOf, 0, grid.size(), NONE);
    links = 0;
    for (int seed = 0; seed < grid.size(); seed++) {
      if (marked[seed] && linkOf[seed] == NONE) {
        follow(grid, marked, seed);
        links++;
      }
    }
  }

  private void follow(VoxelGrid grid, boolean[] marked, int seed) {
    if (boxes.length < (links + 1) * BOX) {
      boxes = Arrays.copyOf(boxes, boxes.length * 2);
    }
    for (int axis = 0; axis < 3; axis++) {
      boxes[links * BOX + 2 * axis] = Integer.MAX_VALUE;
      boxes[links * BOX + 2 * axis + 1] = Integer.MIN_VALUE;
    }
    int depth = 0;
    stack[depth++] = seed;
    linkOf[seed] = links;
    while (depth > 0) {
      int cube = stack[--depth];
      widen(0, grid.column(cube));
      widen(1, grid.row(cube));
      widen(2, grid.level(cube));
      for (int neighbour = 0; neighbour < 27; neighbour++) {
        int other =
            grid.at(
                grid.column(cube) + neighbour % 3 - 1,
                grid.row(cube) + neighbour / 3 % 3 - 1,
                grid.level(cube) + neighbour / 9 - 1);
        if (other >= 0 && marked[other] && linkOf[other] == NONE) {
          linkOf[other] = links;
          stack[depth++] = other;
        }
      }
    }
  }

  private void widen(int axis, int at) {
    int box = links * BOX + 2 * axis;
    boxes[box] = Math.min(boxes[box], at);
    boxes[box + 1] = Math.max(boxes[box + 1], at);
  }

  int count() {
    return links;
  }

  /** The link of a marked cube. */
  int of(int cube) {
    return linkOf[cube];
  }

  /** Longer side of the box, seen from above. */
  int widthCubes(int link) {
    int box = link * BOX;
    return Math.max(boxes[box + 1] - boxes[box], boxes[box + 3] - boxes[box + 2]) + 1;
  }

  /** Number of cubes between a cube and the link's box; 0 inside it. */
  int distanceCubes(VoxelGrid grid, int link, int cube) {
    int column = outside(link, 0, grid.column(cube));
    int row = outside(link, 1, grid.row(cube));
    int level = outside(link, 2, grid.level(cube));
    return Math.max(column, Math.max(row, level));
  }

  /**
   * Tests whether a cube is below the box's top and within a cube of its middle, seen from above.
   */
  boolean isUnderMiddle(VoxelGrid grid, int link, int cube) {
    int box = link * BOX;
    return Math.abs(2 * grid.column(cube) - boxes[box] - boxes[box + 1]) <= 3
        && Math.abs(2 * grid.row(cube) - boxes[box + 2] - boxes[box + 3]) <= 3
        && grid.level(cube) <= boxes[box + 5];
  }

  private int outside(int link, int axis, int at) {
    int box = link * BOX + 2 * axis;
    return Math.max(0, Math.max(boxes[box] - at, at - boxes[box + 1]));
  }
}
