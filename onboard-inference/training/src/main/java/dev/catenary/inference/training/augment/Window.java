package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;
import java.util.Random;

/** A square part of a cloud, so that one survey has no more points than can be worked on. */
final class Window {
  private static final int TRIES = 2_000;

  private Window() {}

  /**
   * The cloud itself, or a square around one of its points, so large that about this many are in
   * it.
   */
  static CloudPoints of(CloudPoints cloud, int pointsMax, Random random) {
    if (cloud.size <= pointsMax) {
      return cloud;
    }
    int middle = middle(cloud, random);
    double east = cloud.eastingMetres[middle];
    double north = cloud.northingMetres[middle];
    double low = 0;
    double high = 10_000;
    while (high - low > 1) {
      double half = (low + high) / 2;
      if (count(cloud, east, north, half) > pointsMax) {
        high = half;
      } else {
        low = half;
      }
    }
    CloudPoints part = new CloudPoints(pointsMax);
    for (int i = 0; i < cloud.size; i++) {
      if (inside(cloud, i, east, north, low)) {
        part.add(cloud, i);
      }
    }
    return part;
  }

  /** A point; half the time one of what is rare. */
  private static int middle(CloudPoints cloud, Random random) {
    int middle = random.nextInt(cloud.size);
    if (random.nextBoolean()) {
      for (int tries = 0; tries < TRIES; tries++) {
        int other = random.nextInt(cloud.size);
        if (cloud.truth[other] == TrueClass.POLE.ordinal()) {
          return other;
        }
        middle = cloud.truth[other] == TrueClass.CONDUCTOR.ordinal() ? other : middle;
      }
    }
    return middle;
  }

  private static int count(CloudPoints cloud, double east, double north, double half) {
    int count = 0;
    for (int i = 0; i < cloud.size; i++) {
      count += inside(cloud, i, east, north, half) ? 1 : 0;
    }
    return count;
  }

  private static boolean inside(
      CloudPoints cloud, int point, double east, double north, double half) {
    return Math.abs(cloud.eastingMetres[point] - east) <= half
        && Math.abs(cloud.northingMetres[point] - north) <= half;
  }
}
