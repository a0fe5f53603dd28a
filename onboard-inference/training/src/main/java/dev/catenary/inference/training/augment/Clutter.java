package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;

/**
 * Puts on a place's empty ground what is as flat and upright as a building and is none: cars,
 * lorries and boats, fences and garden walls, and the decks of bridges and quays.
 */
final class Clutter {
  private static final double EVERY_SQUARE_METRES = 1_500;
  private static final double RISE_MAX_METRES = 1;
  private static final double DECK_RISE_MAX_METRES = 6;
  private static final int DECK_TRIES = 12;

  private final Plot plot;
  private final CloudPoints built;

  private Clutter(Plot plot, CloudPoints built) {
    this.plot = plot;
    this.built = built;
  }

  static void on(Plot plot, CloudPoints built) {
    Clutter clutter = new Clutter(plot, built);
    if (plot.oneIn(3)) {
      clutter.deck();
    }
    int wanted = (int) (plot.areaSquareMetres() / EVERY_SQUARE_METRES * plot.random.nextDouble());
    for (int i = 0; i < wanted; i++) {
      if (plot.oneIn(2)) {
        clutter.vehicle();
      } else {
        clutter.fence();
      }
    }
  }

  private void vehicle() {
    boolean large = plot.oneIn(4);
    double halfWidth = large ? plot.uniform(1.1, 1.4) : plot.uniform(0.75, 1.05);
    double halfLength = large ? plot.uniform(2.5, 8) : plot.uniform(1.7, 2.8);
    Footprint footprint = plot.somewhere(halfWidth, halfLength);
    double base = plot.emptyGround(footprint, RISE_MAX_METRES);
    if (Double.isNaN(base)) {
      return;
    }
    plot.cover(footprint);
    addVehicle(new Brush(built, plot, footprint, base, TrueClass.OTHER), 0, 0, 0, large);
  }

  private void addVehicle(Brush brush, double across, double along, double base, boolean large) {
    double top = plot.perSquareMetre * plot.uniform(0.4, 1.2);
    double sides = plot.perSquareMetre * plot.uniform(0, 1);
    if (large) {
      double length = plot.uniform(2.5, 8);
      brush.box(across, along, 1.25, length, base + 0.4, base + plot.uniform(2, 4), top, sides);
    } else {
      brush.box(across, along, 0.9, 2.2, base + 0.2, base + plot.uniform(0.8, 1), top, sides);
      brush.box(across, along, 0.75, 1.2, base + 0.9, base + plot.uniform(1.4, 1.9), top, sides);
    }
  }

  private void fence() {
    Footprint footprint = plot.somewhere(0.1, plot.uniform(2, 25));
    double base = plot.emptyGround(footprint, RISE_MAX_METRES);
    if (Double.isNaN(base)) {
      return;
    }
    Brush brush = new Brush(built, plot, footprint, base, TrueClass.OTHER);
    double half = footprint.halfLength();
    double density = plot.perSquareMetre * plot.uniform(0.2, 1.2);
    brush.upright(0, -half, 0, half, 0, plot.uniform(0.8, 2.2), density);
    if (plot.oneIn(3)) {
      double out = plot.uniform(2, 15);
      brush.upright(0, half, out, half, 0, plot.uniform(0.8, 2.2), density);
    }
  }

  /** A deck that crosses low ground or water, with rails, beams and what drives on it. */
  private void deck() {
    for (int tries = 0; tries < DECK_TRIES; tries++) {
      Footprint footprint = plot.somewhere(plot.uniform(2, 30), plot.uniform(25, 90));
      double base = plot.emptyGround(footprint, DECK_RISE_MAX_METRES);
      if (!Double.isNaN(base)) {
        plot.take(footprint);
        plot.cover(footprint);
        addDeck(footprint, base);
        return;
      }
    }
  }

  /** One to three thin bars along both sides, of which the upper one is as straight as a wire. */
  private void addRails(Brush brush, double halfWidth, double halfLength, double deckUp) {
    double perMetre = plot.perSquareMetre * plot.uniform(0.08, 0.5);
    double top = plot.uniform(0.8, 1.4);
    int bars = 1 + plot.random.nextInt(3);
    for (int bar = 0; bar < bars; bar++) {
      double up = deckUp + top * (bars - bar) / bars;
      for (int side = -1; side <= 1; side += 2) {
        double across = side * halfWidth;
        brush.line(across, -halfLength, up, across, halfLength, up, perMetre);
      }
    }
  }

  private void addDeck(Footprint footprint, double base) {
    Brush brush = new Brush(built, plot, footprint, base, TrueClass.OTHER);
    double halfWidth = footprint.halfWidth();
    double halfLength = footprint.halfLength();
    double up = plot.uniform(2, 9);
    double low = plot.oneIn(2) ? 0 : up - plot.uniform(0.5, 2);
    double density = plot.perSquareMetre;
    brush.box(0, 0, halfWidth, halfLength, low, up, density, density * plot.uniform(0, 0.5));
    switch (plot.random.nextInt(3)) {
      case 0 -> {
        double rail = density * plot.uniform(0.1, 0.8);
        brush.upright(-halfWidth, -halfLength, -halfWidth, halfLength, up, up + 1, rail);
        brush.upright(halfWidth, -halfLength, halfWidth, halfLength, up, up + 1, rail);
      }
      case 1 -> addRails(brush, halfWidth, halfLength, up);
      default -> {}
    }
    for (int i = plot.random.nextInt(8); i > 0; i--) {
      double across = plot.uniform(-halfWidth + 1, halfWidth - 1);
      double along = plot.uniform(-halfLength, halfLength);
      addVehicle(brush, across, along, up, plot.oneIn(4));
    }
  }
}
