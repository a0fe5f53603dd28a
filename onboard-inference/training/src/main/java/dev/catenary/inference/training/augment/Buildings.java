package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;

/**
 * Puts buildings on a place's empty ground, seen as densely as the place is: sheds to halls and
 * town blocks. A place that has none of its own would else teach that its kind of survey never
 * shows a building.
 */
final class Buildings {
  private static final double STEP_MAX_METRES = 2.5;
  private static final double EVERY_SQUARE_METRES = 3_000;
  private static final int TRIES = 4;

  private Buildings() {}

  /** Some buildings more; below them nothing is seen. */
  static void on(Plot plot, CloudPoints built) {
    int wanted =
        (int) (plot.areaSquareMetres() / EVERY_SQUARE_METRES * 2 * plot.random.nextDouble());
    boolean fromGround = plot.oneIn(4);
    for (int i = 0; i < wanted; i++) {
      for (int tries = 0; tries < TRIES; tries++) {
        House house = new House(plot, fromGround);
        double base = plot.emptyGround(house.footprint(), STEP_MAX_METRES);
        if (!Double.isNaN(base)) {
          plot.take(house.footprint());
          plot.cover(house.footprint());
          house.addTo(built, base);
          break;
        }
      }
    }
  }
}
