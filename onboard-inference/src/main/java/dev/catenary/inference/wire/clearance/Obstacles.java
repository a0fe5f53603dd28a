package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.voxel.VoxelGrid;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The points of one class, in cubes of half a metre, and which of them is nearest to something. In
 * a zone's own points a cube with a single point is no obstacle: a bird, a drop of rain. Reused.
 */
final class Obstacles {
  private static final int SIDE_MILLIMETRES = 500;
  private static final int POINTS_MIN = 2;

  /** A point is no farther from its cube's mean than the cube's diagonal. */
  private static final double DIAGONAL_METRES = SIDE_MILLIMETRES / 1e3 * Math.sqrt(3);

  private final Zone points = new Zone(new ZoneId("none", 1, 0, 0), 1_024);
  private final VoxelGrid cubes = new VoxelGrid(SIDE_MILLIMETRES);
  private double[] distances = new double[1_024];
  private final ObstacleMemory.Places kept = new ObstacleMemory.Places();
  private byte[] octants = new byte[1_024];
  private int[] best = new int[1_024];
  private double[] bestMetres = new double[1_024];
  private int pointsMin;
  private int west;
  private int east;
  private int south;
  private int north;

  /** A place, metres in the zone's frame, and its distance. */
  record Nearest(double x, double y, double z, double metres) {}

  /** Distance of a place from whatever is asked about. */
  @FunctionalInterface
  interface Distance {
    double metres(double x, double y, double z);
  }

  /** Those of a labelled zone. */
  void gather(Zone zone, ClassLabel label) {
    points.reset(zone.id);
    pointsMin = POINTS_MIN;
    for (int i = 0; i < zone.size; i++) {
      if (zone.label[i] == label.lasCode()) {
        points.ensureCapacity(points.size + 1);
        points.xMillimetres[points.size] = zone.xMillimetres[i];
        points.yMillimetres[points.size] = zone.yMillimetres[i];
        points.zMillimetres[points.size] = zone.zMillimetres[i];
        points.size++;
      }
    }
    fillCubes();
  }

  /** Those that zones around, so many to each side, have shown, each proved there. */
  void gatherAround(ObstacleMemory memory, ZoneId id, int cells, ClassLabel label) {
    points.reset(id);
    pointsMin = 1;
    memory.addAround(id, cells, label, points);
    fillCubes();
  }

  /**
   * Those that an earlier zone has left open.
   *
   * @return false where it has left none
   */
  boolean gatherOpen(LineObstacles line, ZoneId id, int columns, int rows, ClassLabel label) {
    points.reset(id);
    pointsMin = 1;
    if (!line.fill(id, columns, rows, label, points)) {
      return false;
    }
    fillCubes();
    return true;
  }

  /**
   * Adds of each eighth of a cube that is an obstacle the place with the least distance.
   *
   * @param distance {@link Double#MAX_VALUE} for places that do not count
   */
  void addNearest(Distance distance, ObstacleMemory.Places into) {
    int eighths = cubes.size() * 8;
    if (best.length < eighths) {
      best = new int[eighths * 2];
      bestMetres = new double[eighths * 2];
    }
    Arrays.fill(best, 0, eighths, -1);
    for (int i = 0; i < points.size; i++) {
      int cube = cubes.ofPoint(i);
      if (cubes.count(cube) < pointsMin) {
        continue;
      }
      int x = points.xMillimetres[i];
      int y = points.yMillimetres[i];
      int z = points.zMillimetres[i];
      double metres = distance.metres(x / 1e3, y / 1e3, z / 1e3);
      int eighth = cube * 8 + half(x) + 2 * half(y) + 4 * half(z);
      if (metres < Double.MAX_VALUE && (best[eighth] < 0 || metres < bestMetres[eighth])) {
        best[eighth] = i;
        bestMetres[eighth] = metres;
      }
    }
    for (int eighth = 0; eighth < eighths; eighth++) {
      int i = best[eighth];
      if (i >= 0) {
        into.add(points.xMillimetres[i], points.yMillimetres[i], points.zMillimetres[i]);
      }
    }
  }

  private void clearOctants() {
    if (octants.length < cubes.size()) {
      octants = new byte[cubes.size() * 2];
    }
    Arrays.fill(octants, 0, cubes.size(), (byte) 0);
  }

  /**
   * One point of each eighth of a cube that is an obstacle, of those near the border of the zone.
   *
   * @param reachMetres how near
   * @return good until this is asked again
   */
  ObstacleMemory.Places nearBorder(double reachMetres) {
    clearOctants();
    int low = (int) (reachMetres * 1e3);
    int high = points.id.cellMetres() * 1_000 - low;
    kept.clear();
    for (int i = 0; i < points.size; i++) {
      int x = points.xMillimetres[i];
      int y = points.yMillimetres[i];
      int z = points.zMillimetres[i];
      boolean inner = x > low && x < high && y > low && y < high;
      int cube = cubes.ofPoint(i);
      int octant = 1 << (half(x) + 2 * half(y) + 4 * half(z));
      if (inner || cubes.count(cube) < pointsMin || (octants[cube] & octant) != 0) {
        continue;
      }
      octants[cube] |= (byte) octant;
      kept.add(x, y, z);
    }
    return kept;
  }

  private static int half(int millimetres) {
    return Math.floorMod(millimetres, SIDE_MILLIMETRES) < SIDE_MILLIMETRES / 2 ? 0 : 1;
  }

  private void fillCubes() {
    cubes.fill(points);
    west = Integer.MAX_VALUE;
    south = Integer.MAX_VALUE;
    east = Integer.MIN_VALUE;
    north = Integer.MIN_VALUE;
    for (int i = 0; i < points.size; i++) {
      west = Math.min(west, points.xMillimetres[i]);
      east = Math.max(east, points.xMillimetres[i]);
      south = Math.min(south, points.yMillimetres[i]);
      north = Math.max(north, points.yMillimetres[i]);
    }
    if (distances.length < cubes.size()) {
      distances = new double[cubes.size() * 2];
    }
  }

  /** The first place along a wire that one of them may be beside. */
  double firstAlong(Catenary wire) {
    double x = (wire.headingX() >= 0 ? west : east) / 1e3;
    double y = (wire.headingY() >= 0 ? south : north) / 1e3;
    return wire.along(x, y);
  }

  /** The last such place. */
  double lastAlong(Catenary wire) {
    double x = (wire.headingX() >= 0 ? east : west) / 1e3;
    double y = (wire.headingY() >= 0 ? north : south) / 1e3;
    return wire.along(x, y);
  }

  boolean isEmpty() {
    return points.size == 0;
  }

  /**
   * The nearest point; null when there is none, or none with a distance.
   *
   * @param rough the distance or up to {@code roughness} times it, quick to have
   * @param exact {@link Double#MAX_VALUE} for places that do not count; rough is so only where a
   *     whole cube about the place does not
   */
  @Nullable Nearest nearest(Distance rough, Distance exact, double roughness) {
    int first = -1;
    for (int cube = 0; cube < cubes.size(); cube++) {
      distances[cube] = Double.MAX_VALUE;
      if (cubes.count(cube) >= pointsMin) {
        distances[cube] =
            rough.metres(
                cubes.meanXMetres(cube), cubes.meanYMetres(cube), cubes.meanHeightMetres(cube));
        first = first < 0 || distances[cube] < distances[first] ? cube : first;
      }
    }
    if (first < 0 || distances[first] == Double.MAX_VALUE) {
      return null;
    }
    // What the nearest cube holds is near enough for most others to be passed over.
    Nearest nearest = null;
    for (int i = 0; i < points.size; i++) {
      if (cubes.ofPoint(i) == first) {
        nearest = nearer(nearest, i, rough, exact, roughness);
      }
    }
    for (int i = 0; i < points.size; i++) {
      double ofCube = distances[cubes.ofPoint(i)];
      boolean mayBeNearer =
          ofCube < Double.MAX_VALUE
              && (nearest == null || ofCube / roughness - DIAGONAL_METRES < nearest.metres());
      if (mayBeNearer) {
        nearest = nearer(nearest, i, rough, exact, roughness);
      }
    }
    return nearest;
  }

  private @Nullable Nearest nearer(
      @Nullable Nearest nearest, int point, Distance rough, Distance exact, double roughness) {
    double x = points.xMillimetres[point] / 1e3;
    double y = points.yMillimetres[point] / 1e3;
    double z = points.zMillimetres[point] / 1e3;
    if (nearest != null && rough.metres(x, y, z) / roughness >= nearest.metres()) {
      return nearest;
    }
    double metres = exact.metres(x, y, z);
    boolean isNearer = metres < (nearest == null ? Double.MAX_VALUE : nearest.metres());
    return isNearer ? new Nearest(x, y, z, metres) : nearest;
  }
}
