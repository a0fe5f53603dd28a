package dev.catenary.inference.training.augment;

import java.util.Random;

/** Round places that no beam reached. */
final class Shadows {
  static final Shadows NONE = new Shadows();

  private final double[] east;
  private final double[] north;
  private final double[] radius;

  private Shadows() {
    east = new double[0];
    north = east;
    radius = east;
  }

  Shadows(Bounds bounds, int count, double radiusMetres, Random random) {
    east = new double[count];
    north = new double[count];
    radius = new double[count];
    for (int i = 0; i < count; i++) {
      east[i] = bounds.west() + (bounds.east() - bounds.west()) * random.nextDouble();
      north[i] = bounds.south() + (bounds.north() - bounds.south()) * random.nextDouble();
      radius[i] = radiusMetres * random.nextDouble();
    }
  }

  boolean cover(double eastMetres, double northMetres) {
    for (int i = 0; i < east.length; i++) {
      double dx = eastMetres - east[i];
      double dy = northMetres - north[i];
      if (dx * dx + dy * dy < radius[i] * radius[i]) {
        return true;
      }
    }
    return false;
  }
}
