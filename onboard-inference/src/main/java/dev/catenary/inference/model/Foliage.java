package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.VoxelPyramid;
import dev.catenary.inference.voxel.ZoneFeatures;
import java.util.Arrays;

/**
 * Finds foliage by echoes: a pulse goes on through leaves and comes back several times, from what
 * is closed it comes back once. Looked at is the share of such points in the 3 m and the 6 m around
 * a half-metre cube. Of a sensor that tells one echo only nothing is known, and nothing is found.
 * The limits were chosen on labelled surveys: {@code docs/model.md}. Reused from zone to zone; one
 * thread.
 */
final class Foliage {
  /** Lower plants are not told from what lies on the ground, whose edges part pulses too. */
  private static final float HEIGHT_MIN_METRES = 0.7f;

  private static final float LOOSE_NEAR_MIN = 0.25f;
  private static final float LOOSE_AROUND_MIN = 0.35f;

  /** Of cubes called building, which must show more echoes. */
  private static final float CLOSED_NEAR_MIN = 0.45f;

  private static final float CLOSED_AROUND_MIN = 0.55f;

  /** A wire, and the bar of a tower, part pulses as leaves do. */
  private static final float LINEARITY_MAX = 0.8f;

  /** Below the edge of a roof, which parts pulses, is a wall: upright, with much above it. */
  private static final float WALL_NORMAL_VERTICAL_MAX = 0.5f;

  private static final float WALL_ABOVE_MIN_METRES = 4;

  private static final int NEAR_SCALE = 1;

  private final Around near = new Around(NEAR_SCALE);
  private final Around around = new Around(2);

  /** By 1 m cube, whether something in it was called wire or pole. */
  private boolean[] steel = new boolean[0];

  private boolean seen;

  /**
   * Looks at the echoes of a zone and its margin.
   *
   * @return whether any pulse had several
   */
  boolean fill(ZoneFeatures features) {
    seen = false;
    for (int row = 0; row < features.rows() && !seen; row++) {
      seen = features.severalEchoes(row) > 0;
    }
    if (seen) {
      near.fill(features);
      around.fill(features.pyramid(), near);
      int cubes = features.pyramid().grid(NEAR_SCALE).size();
      if (steel.length < cubes) {
        steel = new boolean[cubes + cubes / 4];
      }
      Arrays.fill(steel, 0, cubes, false);
    }
    return seen;
  }

  /** Takes note of a cube that was called wire or pole, where {@link #fill} has seen echoes. */
  void steel(ZoneFeatures features, int row) {
    steel[features.pyramid().ancestor(row, NEAR_SCALE)] = true;
  }

  /**
   * Tests whether a cube that was called neither plant, building, wire nor pole is foliage. Within
   * 1 to 2 m of wires and poles none is: what was missed of these parts pulses, too, and plants
   * beside a wire are violations.
   */
  boolean isLoose(ZoneFeatures features, int row) {
    return seen
        && features.value(row, Feature.HEIGHT) > HEIGHT_MIN_METRES
        && isThrough(features, row, LOOSE_NEAR_MIN, LOOSE_AROUND_MIN)
        && !isBesideSteel(features.pyramid(), row);
  }

  private boolean isBesideSteel(VoxelPyramid pyramid, int row) {
    VoxelGrid grid = pyramid.grid(NEAR_SCALE);
    int cube = pyramid.ancestor(row, NEAR_SCALE);
    boolean found = false;
    for (int neighbour = 0; neighbour < 27 && !found; neighbour++) {
      int other = at(grid, cube, neighbour);
      found = other >= 0 && steel[other];
    }
    return found;
  }

  /** One of a cube and the 26 around it; negative where it has no points. */
  private static int at(VoxelGrid grid, int cube, int neighbour) {
    return grid.at(
        grid.column(cube) + neighbour % 3 - 1,
        grid.row(cube) + neighbour / 3 % 3 - 1,
        grid.level(cube) + neighbour / 9 - 1);
  }

  /** Tests whether a cube that was called building is foliage. */
  boolean isNoRoof(ZoneFeatures features, int row) {
    return seen
        && isThrough(features, row, CLOSED_NEAR_MIN, CLOSED_AROUND_MIN)
        && !(features.value(row, Feature.NORMAL_VERTICAL_1) < WALL_NORMAL_VERTICAL_MAX
            && features.value(row, Feature.TOP_ABOVE_2) >= WALL_ABOVE_MIN_METRES);
  }

  private boolean isThrough(ZoneFeatures features, int row, float nearMin, float aroundMin) {
    return near.share(features, row) > nearMin
        && around.share(features, row) > aroundMin
        && features.value(row, Feature.LINEARITY_1) < LINEARITY_MAX;
  }

  /**
   * Shares of the points of pulses with several echoes, in each cube of a scale and the 26 on it.
   */
  private static final class Around {
    /** Most cubes are ground and never asked for. */
    private static final float NOT_YET = -1;

    private final int scale;
    private float[] several = new float[0];
    private float[] points = new float[0];
    private float[] shares = new float[0];

    Around(int scale) {
      this.scale = scale;
    }

    void fill(ZoneFeatures features) {
      VoxelPyramid pyramid = features.pyramid();
      VoxelGrid grid = pyramid.grid(scale);
      makeRoom(grid.size());
      for (int row = 0; row < features.rows(); row++) {
        int cube = pyramid.ancestor(row, scale);
        several[cube] += features.severalEchoes(row);
        points[cube] += pyramid.finest().count(row);
      }
    }

    /** Sums from the next finer scale. */
    void fill(VoxelPyramid pyramid, Around finer) {
      VoxelGrid grid = pyramid.grid(scale - 1);
      makeRoom(pyramid.grid(scale).size());
      for (int cube = 0; cube < grid.size(); cube++) {
        several[grid.parent(cube)] += finer.several[cube];
        points[grid.parent(cube)] += finer.points[cube];
      }
    }

    private float share(VoxelGrid grid, int cube) {
      float ofSeveral = 0;
      float all = 0;
      for (int neighbour = 0; neighbour < 27; neighbour++) {
        int other = at(grid, cube, neighbour);
        if (other >= 0) {
          ofSeveral += several[other];
          all += points[other];
        }
      }
      return ofSeveral / all;
    }

    float share(ZoneFeatures features, int row) {
      int cube = features.pyramid().ancestor(row, scale);
      if (shares[cube] == NOT_YET) {
        shares[cube] = share(features.pyramid().grid(scale), cube);
      }
      return shares[cube];
    }

    private void makeRoom(int cubes) {
      if (points.length < cubes) {
        int room = cubes + cubes / 4;
        several = new float[room];
        points = new float[room];
        shares = new float[room];
      }
      Arrays.fill(several, 0, cubes, 0);
      Arrays.fill(points, 0, cubes, 0);
      Arrays.fill(shares, 0, cubes, NOT_YET);
    }
  }
}
