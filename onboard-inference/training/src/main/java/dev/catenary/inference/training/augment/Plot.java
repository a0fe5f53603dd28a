package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Arrays;
import java.util.Random;

/** Where a place has ground with nothing on it, and what has been put there since. */
final class Plot {
  private static final double CELL_METRES = 2;
  private static final double MARGIN_METRES = 1;

  final CloudPoints cloud;
  final Random random;

  /** Points on a square metre that is seen at all. */
  final double perSquareMetre;

  /** Of foliage, thin things and closed surfaces: share of points of pulses with several echoes. */
  private final double foliageEchoes;

  private final double thinEchoes;
  private final double surfaceEchoes;

  private final Bounds bounds;
  private final int columns;
  private final int rows;
  private final float[] lowest;
  private final boolean[] taken;
  private final boolean[] covered;

  Plot(CloudPoints cloud, Random random) {
    this.cloud = cloud;
    this.random = random;
    bounds = Bounds.of(cloud);
    columns = (int) ((bounds.east() - bounds.west()) / CELL_METRES) + 1;
    rows = (int) ((bounds.north() - bounds.south()) / CELL_METRES) + 1;
    lowest = new float[columns * rows];
    taken = new boolean[columns * rows];
    covered = new boolean[cloud.size];
    perSquareMetre = Density.perSquareMetre(cloud);
    Arrays.fill(lowest, Float.MAX_VALUE);
    boolean several = hasSeveralEchoes(cloud);
    foliageEchoes = several ? uniform(0.2, 0.95) : 0;
    thinEchoes = several ? uniform(0.1, 0.9) : 0;
    surfaceEchoes = several ? uniform(0, 0.08) : 0;
    for (int i = 0; i < cloud.size; i++) {
      int cell = cell(cloud.eastingMetres[i], cloud.northingMetres[i]);
      if (cloud.truth[i] == TrueClass.OTHER.ordinal()) {
        lowest[cell] = Math.min(lowest[cell], (float) cloud.heightMetres[i]);
      } else if (cloud.truth[i] != TrueClass.UNKNOWN.ordinal()) {
        taken[cell] = true;
      }
    }
  }

  /** A pulse goes on through leaves and past wires and bars, not through what is closed. */
  double severalEchoes(TrueClass kind) {
    return switch (kind) {
      case VEGETATION -> foliageEchoes;
      case CONDUCTOR, POLE -> thinEchoes;
      default -> surfaceEchoes;
    };
  }

  private static boolean hasSeveralEchoes(CloudPoints cloud) {
    for (int i = 0; i < cloud.size; i++) {
      if ((cloud.lasReturns[i] & 0xFF) >> 4 > 1) {
        return true;
      }
    }
    return false;
  }

  double areaSquareMetres() {
    return bounds.areaSquareMetres();
  }

  boolean isWithin(double east, double north) {
    return east >= bounds.west()
        && east <= bounds.east()
        && north >= bounds.south()
        && north <= bounds.north();
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** A footprint in any heading around a point of the place. */
  Footprint somewhere(double halfWidth, double halfLength) {
    int middle = random.nextInt(cloud.size);
    return Footprint.of(
        cloud.eastingMetres[middle],
        cloud.northingMetres[middle],
        uniform(0, Math.PI),
        halfWidth,
        halfLength);
  }

  /**
   * Height of the lowest ground below a footprint that has ground and nothing on it, and whose
   * ground rises by no more than so much; else not a number.
   */
  double emptyGround(Footprint footprint, double riseMaxMetres) {
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    double reach = footprint.reach() + MARGIN_METRES;
    for (double x = footprint.east() - reach; x <= footprint.east() + reach; x += CELL_METRES) {
      for (double y = footprint.north() - reach; y <= footprint.north() + reach; y += CELL_METRES) {
        if (footprint.isInside(x, y, MARGIN_METRES + CELL_METRES)) {
          int cell = cell(x, y);
          if (taken[cell]) {
            return Double.NaN;
          }
          if (lowest[cell] != Float.MAX_VALUE) {
            low = Math.min(low, lowest[cell]);
            high = Math.max(high, lowest[cell]);
          }
        }
      }
    }
    return low == Double.MAX_VALUE || high - low > riseMaxMetres ? Double.NaN : low;
  }

  /** Nothing else is put here. */
  void take(Footprint footprint) {
    double reach = footprint.reach() + MARGIN_METRES;
    for (double x = footprint.east() - reach; x <= footprint.east() + reach; x += CELL_METRES) {
      for (double y = footprint.north() - reach; y <= footprint.north() + reach; y += CELL_METRES) {
        taken[cell(x, y)] |= footprint.isInside(x, y, MARGIN_METRES + CELL_METRES);
      }
    }
  }

  /** Covers the place's points under a footprint: they are seen no more. */
  void cover(Footprint footprint) {
    for (int i = 0; i < cloud.size; i++) {
      covered[i] |= footprint.isInside(cloud.eastingMetres[i], cloud.northingMetres[i], 0);
    }
  }

  /** Adds what is still seen of the place. */
  void addRest(CloudPoints built) {
    for (int i = 0; i < cloud.size; i++) {
      if (!covered[i]) {
        built.add(cloud, i);
      }
    }
  }

  private int cell(double east, double north) {
    int column = Math.clamp((long) ((east - bounds.west()) / CELL_METRES), 0, columns - 1);
    int row = Math.clamp((long) ((north - bounds.south()) / CELL_METRES), 0, rows - 1);
    return row * columns + column;
  }
}
