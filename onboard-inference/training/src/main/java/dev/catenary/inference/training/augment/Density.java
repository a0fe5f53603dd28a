package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Random;

/** Other densities of a cloud: as an aircraft would see it, or with points between its points. */
final class Density {
  private static final double SLANT_MAX = Math.tan(Math.toRadians(20));
  private static final double THROUGH_SHARE = 0.35;
  private static final double NEIGHBOURHOOD_METRES = 0.8;
  private static final double NEAR_METRES = 0.8;
  private static final double ROUGHNESS_METRES = 0.015;

  private Density() {}

  /** Points for each square metre that has any, of one-metre squares. */
  static double perSquareMetre(CloudPoints cloud) {
    return cloud.size == 0 ? 0 : (double) cloud.size / new Cells(cloud, 1, 0, 0).count();
  }

  /**
   * Points that pulses at a given spacing would hit from above: mostly what is highest, sometimes
   * what is below it.
   */
  static CloudPoints fromAbove(CloudPoints cloud, double perSquareMetre, Random random) {
    double side = 1 / Math.sqrt(perSquareMetre);
    double slantEast = SLANT_MAX * (2 * random.nextDouble() - 1);
    double slantNorth = SLANT_MAX * (2 * random.nextDouble() - 1);
    Cells cells = new Cells(cloud, side, slantEast, slantNorth);
    CloudPoints seen = new CloudPoints(cells.count());
    for (int cell = 0; cell < cells.count(); cell++) {
      int from = cells.start(cell);
      int count = cells.start(cell + 1) - from;
      int hit = cells.point(from + random.nextInt(count));
      if (random.nextDouble() > THROUGH_SHARE) {
        for (int i = from; i < from + count; i++) {
          int other = cells.point(i);
          hit = cloud.heightMetres[other] > cloud.heightMetres[hit] ? other : hit;
        }
      }
      seen.add(cloud, hit);
    }
    return seen;
  }

  /** Adds points between near points of one class, until there are so many times as many. */
  static CloudPoints denser(CloudPoints cloud, double times, Random random) {
    Cells cells = new Cells(cloud, NEIGHBOURHOOD_METRES, 0, 0);
    CloudPoints dense = new CloudPoints((int) (cloud.size * times));
    for (int i = 0; i < cloud.size; i++) {
      dense.add(cloud, i);
    }
    for (int cell = 0; cell < cells.count(); cell++) {
      int from = cells.start(cell);
      int count = cells.start(cell + 1) - from;
      long wanted = Math.round(count * (times - 1));
      for (long i = 0; i < wanted && count > 1; i++) {
        int one = cells.point(from + random.nextInt(count));
        int other = cells.point(from + random.nextInt(count));
        if (cloud.truth[one] == cloud.truth[other] && distance(cloud, one, other) < NEAR_METRES) {
          addBetween(cloud, one, other, dense, random);
        }
      }
    }
    return dense;
  }

  private static void addBetween(
      CloudPoints cloud, int one, int other, CloudPoints dense, Random random) {
    // A tree's volume is filled to both sides; a surface or a wire goes on beyond its points
    // little.
    double along =
        cloud.truth[one] == TrueClass.VEGETATION.ordinal()
            ? 2 * random.nextDouble() - 0.5
            : 1.3 * random.nextDouble() - 0.15;
    dense.add(
        between(cloud.eastingMetres, one, other, along) + ROUGHNESS_METRES * random.nextGaussian(),
        between(cloud.northingMetres, one, other, along) + ROUGHNESS_METRES * random.nextGaussian(),
        between(cloud.heightMetres, one, other, along) + ROUGHNESS_METRES * random.nextGaussian(),
        cloud.intensity[one],
        cloud.lasReturns[one],
        cloud.truth[one]);
  }

  private static double between(double[] values, int one, int other, double along) {
    return values[one] + along * (values[other] - values[one]);
  }

  private static double distance(CloudPoints cloud, int one, int other) {
    double dx = cloud.eastingMetres[one] - cloud.eastingMetres[other];
    double dy = cloud.northingMetres[one] - cloud.northingMetres[other];
    double dz = cloud.heightMetres[one] - cloud.heightMetres[other];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
