package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import java.util.Arrays;

/** The points of a cloud by the square of a grid they lie over, seen at a slant. */
final class Cells {
  private final int[] starts;
  private final int[] points;

  /**
   * @param slantEast metres a point is shifted to the east for each metre of height
   */
  Cells(CloudPoints cloud, double sideMetres, double slantEast, double slantNorth) {
    long[] keyed = new long[cloud.size];
    double west = Double.MAX_VALUE;
    double south = Double.MAX_VALUE;
    for (int i = 0; i < cloud.size; i++) {
      west = Math.min(west, east(cloud, i, slantEast));
      south = Math.min(south, north(cloud, i, slantNorth));
    }
    for (int i = 0; i < cloud.size; i++) {
      long column = (long) ((east(cloud, i, slantEast) - west) / sideMetres);
      long row = (long) ((north(cloud, i, slantNorth) - south) / sideMetres);
      keyed[i] = (column & 0xFFFF) << 48 | (row & 0xFFFF) << 32 | i;
    }
    Arrays.sort(keyed);
    points = new int[cloud.size];
    int[] found = new int[cloud.size + 1];
    int cells = 0;
    for (int i = 0; i < keyed.length; i++) {
      if (i == 0 || keyed[i] >>> 32 != keyed[i - 1] >>> 32) {
        found[cells++] = i;
      }
      points[i] = (int) keyed[i];
    }
    found[cells] = cloud.size;
    starts = Arrays.copyOf(found, cells + 1);
  }

  private static double east(CloudPoints cloud, int point, double slant) {
    return cloud.eastingMetres[point] + slant * cloud.heightMetres[point];
  }

  private static double north(CloudPoints cloud, int point, double slant) {
    return cloud.northingMetres[point] + slant * cloud.heightMetres[point];
  }

  /** A number from 0 to 1 by chance, the same for the same cell and seed. */
  static double draw(long column, long row, long seed) {
    long mixed = (column * 0x9E37_79B9_7F4A_7C15L + row + seed) * 0xBF58_476D_1CE4_E5B9L;
    mixed ^= mixed >>> 31;
    mixed *= 0x94D0_49BB_1331_11EBL;
    return (mixed >>> 11) * 0x1p-53;
  }

  int count() {
    return starts.length - 1;
  }

  /** Index into {@link #point} of a cell's first point. */
  int start(int cell) {
    return starts[cell];
  }

  int point(int index) {
    return points[index];
  }
}
