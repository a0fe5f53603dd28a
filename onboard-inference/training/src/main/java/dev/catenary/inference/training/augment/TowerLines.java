package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;

/**
 * Puts transmission lines over a place: a tower on empty ground and its wires as far as the place
 * goes, to the next tower where there is room. Places that have none would else teach that a
 * lattice of steel is a tree.
 */
final class TowerLines {
  private static final double EVERY_SQUARE_METRES = 40_000;
  private static final double RISE_MAX_METRES = 3;
  private static final int TRIES = 6;

  /** Height above a place's lowest ground that no pole of a distribution line exceeds. */
  private static final double TOWER_METRES = 20;

  /** No wire hangs lower than so much of where its lowest is fixed. */
  private static final double SAG_MAX_SHARE = 0.5;

  private final Plot plot;
  private final CloudPoints built;
  private final Tower tower;
  private final double span;
  private final double sag;
  private final double wirePerMetre;

  private TowerLines(Plot plot, CloudPoints built) {
    this.plot = plot;
    this.built = built;
    tower = new Tower(plot);
    span = plot.uniform(120, 400);
    double lowest = Double.MAX_VALUE;
    for (Tower.Clamp clamp : tower.clamps()) {
      lowest = Math.min(lowest, clamp.up());
    }
    sag = Math.min(span * plot.uniform(0.01, 0.04), lowest * SAG_MAX_SHARE);
    wirePerMetre = plot.perSquareMetre * plot.uniform(0.08, 0.5);
  }

  /** Tests whether a place has towers of its own. */
  static boolean areOn(CloudPoints place) {
    double lowest = Double.MAX_VALUE;
    double highest = -Double.MAX_VALUE;
    for (int i = 0; i < place.size; i++) {
      double height = place.heightMetres[i];
      if (place.truth[i] == TrueClass.OTHER.ordinal()) {
        lowest = Math.min(lowest, height);
      } else if (place.truth[i] == TrueClass.POLE.ordinal()) {
        highest = Math.max(highest, height);
      }
    }
    return highest - lowest > TOWER_METRES;
  }

  static void over(Plot plot, CloudPoints built) {
    int lines =
        1 + (int) (plot.areaSquareMetres() / EVERY_SQUARE_METRES * plot.random.nextDouble());
    for (int i = 0; i < lines; i++) {
      new TowerLines(plot, built).build();
    }
  }

  private void build() {
    double half = tower.footHalfMetres();
    for (int tries = 0; tries < TRIES; tries++) {
      Footprint foot = plot.somewhere(half, half);
      double base = plot.emptyGround(foot, RISE_MAX_METRES);
      if (!Double.isNaN(base)) {
        addTower(foot, base);
        addSpan(foot, base, 1);
        addSpan(foot, base, -1);
        return;
      }
    }
  }

  private void addTower(Footprint foot, double base) {
    plot.take(foot);
    tower.addTo(new Brush(built, plot, foot, base, TrueClass.POLE));
  }

  /** The wires to one side, and the tower there when the place goes so far. */
  private void addSpan(Footprint foot, double base, int way) {
    Footprint far =
        new Footprint(
            foot.eastOf(0, way * span),
            foot.northOf(0, way * span),
            foot.cos(),
            foot.sin(),
            foot.halfWidth(),
            foot.halfLength());
    double farBase = base;
    if (plot.isWithin(far.east(), far.north())) {
      double ground = plot.emptyGround(far, RISE_MAX_METRES);
      if (Double.isNaN(ground)) {
        return;
      }
      farBase = ground;
      addTower(far, farBase);
    }
    Brush brush = new Brush(built, plot, foot, base, TrueClass.CONDUCTOR);
    for (Tower.Clamp clamp : tower.clamps()) {
      for (int i = (int) (span * wirePerMetre); i > 0; i--) {
        double at = plot.random.nextDouble();
        double along = way * at * span;
        if (plot.isWithin(
            foot.eastOf(clamp.across(), along), foot.northOf(clamp.across(), along))) {
          double chord = clamp.up() + at * (farBase - base);
          brush.put(clamp.across(), along, chord - 4 * sag * at * (1 - at));
        }
      }
    }
  }
}
