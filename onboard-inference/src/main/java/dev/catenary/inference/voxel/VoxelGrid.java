package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;
import java.util.Arrays;

/**
 * The points of one zone in cubes: count and moments of each, and which cube each point is in.
 * Reused from zone to zone; grows to the largest and allocates nothing after that.
 */
public final class VoxelGrid {
  private static final int MOMENTS = 9;
  private static final double METRES_PER_MILLIMETRE = 0.001;

  private final int sideMillimetres;
  private long[] keys = new long[1 << 12];
  private int[] slots = new int[1 << 12];
  private int voxels;
  private int[] columns = new int[1 << 11];
  private int[] rows = new int[1 << 11];
  private int[] levels = new int[1 << 11];
  private int[] counts = new int[1 << 11];

  /** By voxel: sums of x, y, z, xx, xy, xz, yy, yz, zz, metres from the voxel's low corner. */
  private double[] moments = new double[MOMENTS << 11];

  private int[] voxelOfPoint = new int[0];
  private int[] parents = new int[0];

  public VoxelGrid(int sideMillimetres) {
    this.sideMillimetres = sideMillimetres;
  }

  /** Sorts the zone's points into cubes. */
  public void fill(Zone zone) {
    Arrays.fill(slots, -1);
    voxels = 0;
    if (voxelOfPoint.length < zone.size) {
      voxelOfPoint = new int[zone.capacity()];
    }
    long latestKey = Long.MIN_VALUE;
    int latest = -1;
    for (int i = 0; i < zone.size; i++) {
      int column = Math.floorDiv(zone.xMillimetres[i], sideMillimetres);
      int row = Math.floorDiv(zone.yMillimetres[i], sideMillimetres);
      int level = Math.floorDiv(zone.zMillimetres[i], sideMillimetres);
      long key = key(column, row, level);
      if (key != latestKey) {
        latestKey = key;
        latest = findOrAdd(key, column, row, level);
      }
      voxelOfPoint[i] = latest;
      add(
          latest,
          (zone.xMillimetres[i] - column * sideMillimetres) * METRES_PER_MILLIMETRE,
          (zone.yMillimetres[i] - row * sideMillimetres) * METRES_PER_MILLIMETRE,
          (zone.zMillimetres[i] - level * sideMillimetres) * METRES_PER_MILLIMETRE);
    }
  }

  /**
   * Gathers the voxels of a grid of half the side: counts and moments are summed, no point is
   * looked at again. {@link #ofPoint} does not answer after this; {@link #parent} does.
   */
  public void fill(VoxelGrid finer) {
    if (finer.sideMillimetres * 2 != sideMillimetres) {
      throw new IllegalArgumentException(
          "found a grid of "
              + finer.sideMillimetres
              + " mm below one of "
              + sideMillimetres
              + " mm; expected half the side");
    }
    Arrays.fill(slots, -1);
    voxels = 0;
    if (finer.parents.length < finer.voxels) {
      finer.parents = new int[finer.counts.length];
    }
    double half = finer.sideMetres();
    for (int child = 0; child < finer.voxels; child++) {
      int column = finer.columns[child] >> 1;
      int row = finer.rows[child] >> 1;
      int level = finer.levels[child] >> 1;
      int voxel = findOrAdd(key(column, row, level), column, row, level);
      finer.parents[child] = voxel;
      addShifted(
          voxel,
          finer,
          child,
          (finer.columns[child] & 1) * half,
          (finer.rows[child] & 1) * half,
          (finer.levels[child] & 1) * half);
    }
  }

  private void addShifted(int voxel, VoxelGrid finer, int child, double dx, double dy, double dz) {
    int points = finer.counts[child];
    int from = child * MOMENTS;
    double x = finer.moments[from];
    double y = finer.moments[from + 1];
    double z = finer.moments[from + 2];
    int at = voxel * MOMENTS;
    counts[voxel] += points;
    moments[at] += x + points * dx;
    moments[at + 1] += y + points * dy;
    moments[at + 2] += z + points * dz;
    moments[at + 3] += finer.moments[from + 3] + 2 * dx * x + points * dx * dx;
    moments[at + 4] += finer.moments[from + 4] + dx * y + dy * x + points * dx * dy;
    moments[at + 5] += finer.moments[from + 5] + dx * z + dz * x + points * dx * dz;
    moments[at + 6] += finer.moments[from + 6] + 2 * dy * y + points * dy * dy;
    moments[at + 7] += finer.moments[from + 7] + dy * z + dz * y + points * dy * dz;
    moments[at + 8] += finer.moments[from + 8] + 2 * dz * z + points * dz * dz;
  }

  private void add(int voxel, double x, double y, double z) {
    counts[voxel]++;
    int at = voxel * MOMENTS;
    moments[at] += x;
    moments[at + 1] += y;
    moments[at + 2] += z;
    moments[at + 3] += x * x;
    moments[at + 4] += x * y;
    moments[at + 5] += x * z;
    moments[at + 6] += y * y;
    moments[at + 7] += y * z;
    moments[at + 8] += z * z;
  }

  private static long key(int column, int row, int level) {
    return ((long) (column & 0x1F_FFFF) << 42)
        | ((long) (row & 0x1F_FFFF) << 21)
        | (level & 0x1F_FFFF);
  }

  private int findOrAdd(long key, int column, int row, int level) {
    int slot = slot(key);
    if (slots[slot] >= 0) {
      return slots[slot];
    }
    if (voxels * 2 >= slots.length) {
      rehash();
      slot = slot(key);
    }
    if (voxels == counts.length) {
      int grown = voxels * 2;
      columns = Arrays.copyOf(columns, grown);
      rows = Arrays.copyOf(rows, grown);
      levels = Arrays.copyOf(levels, grown);
      counts = Arrays.copyOf(counts, grown);
      moments = Arrays.copyOf(moments, grown * MOMENTS);
    }
    keys[slot] = key;
    slots[slot] = voxels;
    columns[voxels] = column;
    rows[voxels] = row;
    levels[voxels] = level;
    counts[voxels] = 0;
    Arrays.fill(moments, voxels * MOMENTS, (voxels + 1) * MOMENTS, 0);
    return voxels++;
  }

  private int slot(long key) {
    int mask = slots.length - 1;
    int at = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 36) & mask;
    while (slots[at] >= 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    keys = new long[slots.length];
    Arrays.fill(slots, -1);
    for (int voxel = 0; voxel < voxels; voxel++) {
      long key = key(columns[voxel], rows[voxel], levels[voxel]);
      int slot = slot(key);
      keys[slot] = key;
      slots[slot] = voxel;
    }
  }

  /** The voxel at a place of the grid; -1 where there is no point. */
  public int at(int column, int row, int level) {
    return slots[slot(key(column, row, level))];
  }

  public int size() {
    return voxels;
  }

  public double sideMetres() {
    return sideMillimetres * METRES_PER_MILLIMETRE;
  }

  public int ofPoint(int point) {
    return voxelOfPoint[point];
  }

  /** Number of voxels that hold the first points: voxels are numbered as points meet them. */
  public int ofFirstPoints(int points) {
    int last = -1;
    for (int i = 0; i < points; i++) {
      last = Math.max(last, voxelOfPoint[i]);
    }
    return last + 1;
  }

  /** The voxel of the grid above that holds this one, once that grid was filled from this. */
  public int parent(int voxel) {
    return parents[voxel];
  }

  public int column(int voxel) {
    return columns[voxel];
  }

  public int row(int voxel) {
    return rows[voxel];
  }

  public int level(int voxel) {
    return levels[voxel];
  }

  public int count(int voxel) {
    return counts[voxel];
  }

  /** Mean height of a voxel's points, in the zone's datum. */
  public double meanHeightMetres(int voxel) {
    return levels[voxel] * sideMetres() + moments[voxel * MOMENTS + 2] / counts[voxel];
  }

  public double meanXMetres(int voxel) {
    return columns[voxel] * sideMetres() + moments[voxel * MOMENTS] / counts[voxel];
  }

  public double meanYMetres(int voxel) {
    return rows[voxel] * sideMetres() + moments[voxel * MOMENTS + 1] / counts[voxel];
  }

  /** Adds the voxel's moments, seen from another voxel's corner, to a spread. */
  public void addTo(Spread spread, int voxel, int seenFrom) {
    double dx = (columns[voxel] - columns[seenFrom]) * sideMetres();
    double dy = (rows[voxel] - rows[seenFrom]) * sideMetres();
    double dz = (levels[voxel] - levels[seenFrom]) * sideMetres();
    spread.add(counts[voxel], moments, voxel * MOMENTS, dx, dy, dz);
  }

  /**
   * The spread of a voxel and the 26 around it.
   *
   * @return how many of the 27 have points
   */
  public int neighbourhood(int voxel, Spread spread) {
    spread.clear();
    int occupied = 0;
    for (int dc = -1; dc <= 1; dc++) {
      for (int dr = -1; dr <= 1; dr++) {
        for (int dl = -1; dl <= 1; dl++) {
          int other = at(columns[voxel] + dc, rows[voxel] + dr, levels[voxel] + dl);
          if (other >= 0) {
            addTo(spread, other, voxel);
            occupied++;
          }
        }
      }
    }
    spread.solve();
    return occupied;
  }

  /** The spread of a voxel's own points. */
  public void own(int voxel, Spread spread) {
    spread.clear();
    addTo(spread, voxel, voxel);
    spread.solve();
  }
}
