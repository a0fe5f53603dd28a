package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;
import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.voxel.ZoneFeatures;
import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * Finds the ground in cubes of other things: the foot of a wall or a bush shares its half metre
 * with the ground it stands on. Points on the ground are taken for ground where a cube has more of
 * them than a thing that goes evenly down to the ground would have there.
 */
final class GroundFeet {
  /**
   * Height above the lowest around at which a point may lie on the ground; twice a sensor's noise.
   */
  private static final double ON_GROUND_METRES = 0.05;

  /** No cube with points on the ground has a mean height of so much. */
  private static final float CUBE_METRES = 1;

  private boolean[] looked = new boolean[0];
  private int[] onGround = new int[0];

  /** Forgets the last zone; what has {@code rows} cubes is next. */
  void begin(int rows) {
    if (looked.length < rows) {
      looked = new boolean[rows + rows / 4];
      onGround = new int[looked.length];
    }
    Arrays.fill(onGround, 0, rows, 0);
  }

  /** Says whether a cube is of something that may stand on the ground. */
  void cube(ZoneFeatures features, int voxel, boolean mayStand) {
    looked[voxel] = mayStand && features.value(voxel, Feature.HEIGHT) < CUBE_METRES;
  }

  /**
   * Counts, once all cubes are told, and keeps the cubes that have ground in them.
   *
   * @param zone what the features are of; its first {@code points} are in the first {@code cubes}
   */
  void count(ZoneFeatures features, Zone zone, int points, int cubes) {
    VoxelGrid finest = features.pyramid().finest();
    for (int i = 0; i < points; i++) {
      int voxel = finest.ofPoint(i);
      if (looked[voxel] && isOnGround(features, zone, i)) {
        onGround[voxel]++;
      }
    }
    for (int voxel = 0; voxel < cubes; voxel++) {
      looked[voxel] = onGround[voxel] > 0 && hasGround(features, voxel);
    }
  }

  /**
   * A wall of which the cube holds the lowest H metres has a mean height of H / 2 and a share of
   * 0.05 / H of its points on the ground. With twice as many, half of these are the ground's.
   */
  private boolean hasGround(ZoneFeatures features, int voxel) {
    double meanMetres = Math.max(ON_GROUND_METRES / 2, features.value(voxel, Feature.HEIGHT));
    double ofWall = features.pyramid().finest().count(voxel) * ON_GROUND_METRES / (2 * meanMetres);
    return onGround[voxel] > 2 * ofWall || meanMetres < ON_GROUND_METRES;
  }

  /** Tests whether a point of a cube of something else is ground. */
  boolean isGround(ZoneFeatures features, Zone zone, int point) {
    return looked[features.pyramid().finest().ofPoint(point)] && isOnGround(features, zone, point);
  }

  private static boolean isOnGround(ZoneFeatures features, Zone zone, int point) {
    double ground =
        features
            .ground()
            .heightMetres(zone.xMillimetres[point] / 1e3, zone.yMillimetres[point] / 1e3);
    return zone.zMillimetres[point] / 1e3 - ground < ON_GROUND_METRES;
  }
}
