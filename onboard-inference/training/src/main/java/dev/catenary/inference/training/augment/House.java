package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;

/**
 * One building: a shed, a house, a hall or a town block, with a flat, pitched or hipped roof,
 * things on the roof, a parapet or eaves that stand out, some of the walls, and balconies on them.
 */
final class House {
  private static final double STOREY_METRES = 3;

  private enum Kind {
    SHED,
    HOUSE,
    HALL,
    BLOCK
  }

  private final Plot plot;
  private final Kind kind;
  private final Footprint footprint;
  private final double eaves;
  private final double pitch;
  private final boolean hipped;
  private final double roofDensity;
  private final double wallDensity;

  /**
   * @param fromGround seen from the street: walls more than roofs
   */
  House(Plot plot, boolean fromGround) {
    this.plot = plot;
    int pick = plot.random.nextInt(10);
    kind = pick == 0 ? Kind.SHED : pick < 5 ? Kind.HOUSE : pick < 7 ? Kind.HALL : Kind.BLOCK;
    double halfWidth =
        switch (kind) {
          case SHED -> plot.uniform(1.2, 2.5);
          case HOUSE -> plot.uniform(2.5, 6);
          case HALL -> plot.uniform(6, 30);
          case BLOCK -> plot.uniform(5, 9);
        };
    double halfLength = halfWidth * plot.uniform(1, kind == Kind.BLOCK ? 4 : 2.5);
    footprint = plot.somewhere(halfWidth, halfLength);
    eaves =
        switch (kind) {
          case SHED -> plot.uniform(2, 3);
          case HOUSE -> plot.uniform(2.3, 8);
          case HALL -> plot.uniform(3.5, 15);
          case BLOCK -> plot.uniform(7, 25);
        };
    boolean flat = plot.oneIn(kind == Kind.BLOCK ? 2 : 3);
    double steepest = kind == Kind.HALL ? 15 : 50;
    pitch = flat ? 0 : Math.tan(Math.toRadians(plot.uniform(6, steepest)));
    hipped = plot.oneIn(2);
    roofDensity =
        plot.perSquareMetre * (fromGround ? plot.uniform(0, 0.4) : plot.uniform(0.7, 1.3));
    wallDensity =
        plot.perSquareMetre * (fromGround ? plot.uniform(0.3, 1.5) : plot.uniform(-0.2, 0.6));
  }

  Footprint footprint() {
    return footprint;
  }

  void addTo(CloudPoints built, double base) {
    Brush brush = new Brush(built, plot, footprint, base, TrueClass.BUILDING);
    double halfWidth = footprint.halfWidth();
    double halfLength = footprint.halfLength();
    int points = (int) (4 * halfWidth * halfLength * roofDensity);
    double out = plot.oneIn(2) ? plot.uniform(0, 0.6) : 0;
    for (int i = 0; i < points; i++) {
      double across = plot.uniform(-halfWidth - out, halfWidth + out);
      double along = plot.uniform(-halfLength - out, halfLength + out);
      brush.put(across, along, roof(across, along));
    }
    for (int i = plot.random.nextInt(kind == Kind.SHED ? 1 : 5); i > 0; i--) {
      addBox(brush);
    }
    if (pitch == 0) {
      addOnFlatRoof(brush);
    }
    for (int side = 0; side < 4; side++) {
      addWall(brush, side);
    }
  }

  private double roof(double across, double along) {
    double in = footprint.halfWidth() - Math.abs(across);
    double fromEnd = footprint.halfLength() - Math.abs(along);
    return eaves + pitch * (hipped ? Math.min(in, fromEnd) : in);
  }

  /** A chimney, a dormer, a plant room. */
  private void addBox(Brush brush) {
    double half = plot.uniform(0.25, Math.min(2.5, footprint.halfWidth() / 2));
    double across = plot.uniform(half - footprint.halfWidth(), footprint.halfWidth() - half);
    double along = plot.uniform(half - footprint.halfLength(), footprint.halfLength() - half);
    double low = roof(across, along);
    brush.box(
        across,
        along,
        half,
        half,
        low,
        low + plot.uniform(0.5, 3),
        roofDensity,
        roofDensity * plot.uniform(0, 0.5));
  }

  /** A parapet; a storey that stands back. */
  private void addOnFlatRoof(Brush brush) {
    double halfWidth = footprint.halfWidth();
    double halfLength = footprint.halfLength();
    if (plot.oneIn(2)) {
      double up = eaves + plot.uniform(0.2, 1.1);
      brush.box(0, 0, halfWidth, halfLength, eaves, up, 0, roofDensity * plot.uniform(0.3, 1.5));
    }
    if (plot.oneIn(3)) {
      double share = plot.uniform(0.3, 0.8);
      brush.box(
          0,
          0,
          halfWidth * share,
          halfLength * share,
          eaves,
          eaves + plot.uniform(2.2, 2 * STOREY_METRES),
          roofDensity,
          Math.max(0, wallDensity));
    }
  }

  private void addWall(Brush brush, int side) {
    double density = wallDensity * plot.uniform(0, 1.5);
    boolean isLong = side < 2;
    double sign = side % 2 == 0 ? 1 : -1;
    double out = sign * (isLong ? footprint.halfWidth() : footprint.halfLength());
    double half = isLong ? footprint.halfLength() : footprint.halfWidth();
    wall(brush, isLong, out, -half, half, 0, eaves, density);
    if (density > 0 && eaves > 2 * STOREY_METRES && plot.oneIn(2)) {
      addBalconies(brush, isLong, out, half, density);
    }
  }

  /** Slabs and rails before a wall, storey by storey. */
  private void addBalconies(Brush brush, boolean isLong, double out, double half, double density) {
    double depth = Math.signum(out) * plot.uniform(0.6, 2);
    double from = plot.uniform(-half, half / 2);
    double to = Math.min(half, from + plot.uniform(2, 20));
    for (double up = STOREY_METRES; up < eaves; up += STOREY_METRES) {
      wall(brush, isLong, out + depth, from, to, up, up + 1, density);
      double middle = out + depth / 2;
      double along = (from + to) / 2;
      double halfDepth = Math.abs(depth) / 2;
      double halfLength = (to - from) / 2;
      if (isLong) {
        brush.level(middle, along, halfDepth, halfLength, up, roofDensity * 0.6);
      } else {
        brush.level(along, middle, halfLength, halfDepth, up, roofDensity * 0.6);
      }
    }
  }

  private static void wall(
      Brush brush,
      boolean isLong,
      double out,
      double from,
      double to,
      double low,
      double high,
      double density) {
    if (isLong) {
      brush.upright(out, from, out, to, low, high, density);
    } else {
      brush.upright(from, out, to, out, low, high, density);
    }
  }
}
