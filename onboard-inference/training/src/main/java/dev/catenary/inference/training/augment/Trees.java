package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;

/**
 * Puts plants of many habits on a place's empty ground, alone and in groups: conifers with straight
 * bare stems below high crowns, broadleaved trees, hedges and bushes. Foliage stands in clumps with
 * gaps between, of which the upper side is seen most; that is where a crown differs from a roof. A
 * bare stem differs from a pole only by what is above and around it.
 */
final class Trees {
  private static final double EVERY_SQUARE_METRES = 4_000;
  private static final double RISE_MAX_METRES = 2;
  private static final double FOOT_HALF_METRES = 0.5;
  private static final int GROUP_MAX = 16;

  private final Plot plot;
  private final CloudPoints built;

  /** Share of a crown's points that are seen on its upper side. */
  private final double fromAbove;

  /** Points on a stem for each metre, as thick as it is. */
  private final double stemPerMetre;

  private Trees(Plot plot, CloudPoints built) {
    this.plot = plot;
    this.built = built;
    fromAbove = plot.uniform(0.2, 1);
    stemPerMetre = plot.oneIn(3) ? 0 : plot.perSquareMetre * plot.uniform(0.02, 0.8);
  }

  static void on(Plot plot, CloudPoints built) {
    int groups =
        1 + (int) (plot.areaSquareMetres() / EVERY_SQUARE_METRES * plot.random.nextDouble());
    for (int i = 0; i < Math.min(groups, 40); i++) {
      new Trees(plot, built).group();
    }
  }

  /** Plants of one habit, some metres apart. */
  private void group() {
    Footprint middle = plot.somewhere(FOOT_HALF_METRES, FOOT_HALF_METRES);
    int habit = plot.random.nextInt(4);
    if (habit == 3) {
      hedge();
      return;
    }
    int count = plot.oneIn(2) ? 1 : 1 + plot.random.nextInt(GROUP_MAX);
    double apart = habit == 2 ? plot.uniform(1, 3) : plot.uniform(2.5, 8);
    double height = habit == 2 ? plot.uniform(0.8, 3.5) : plot.uniform(4, 32);
    for (int i = 0; i < count; i++) {
      double out = apart * Math.sqrt(i);
      double turn = 2.4 * i;
      Footprint foot =
          new Footprint(
              middle.eastOf(out * Math.cos(turn), out * Math.sin(turn)),
              middle.northOf(out * Math.cos(turn), out * Math.sin(turn)),
              middle.cos(),
              middle.sin(),
              FOOT_HALF_METRES,
              FOOT_HALF_METRES);
      double base = plot.emptyGround(foot, RISE_MAX_METRES);
      if (!Double.isNaN(base) && plot.isWithin(foot.east(), foot.north())) {
        Brush brush = new Brush(built, plot, foot, base, TrueClass.VEGETATION);
        double own = height * plot.uniform(0.75, 1.1);
        switch (habit) {
          case 0 -> conifer(brush, own);
          case 1 -> broadleaf(brush, own);
          default -> crown(brush, 0, own, plot.uniform(0.4, 1) * own, 1.5);
        }
      }
    }
  }

  /** A straight stem, bare for a good part, with whorls of branches in a narrow crown. */
  private void conifer(Brush brush, double height) {
    double bare = height * plot.uniform(0.1, 0.75);
    stem(brush, height, bare, plot.uniform(0.08, 0.3));
    double widest = plot.uniform(0.08, 0.2) * height;
    double step = plot.uniform(0.4, 1);
    boolean cone = plot.random.nextBoolean();
    for (double up = bare; up < height; up += step) {
      double share = (height - up) / (height - bare);
      double reach = cone ? widest * share : widest * Math.sqrt(share * (1.2 - share));
      for (int i = 3 + plot.random.nextInt(4); i > 0; i--) {
        double turn = plot.uniform(0, 2 * Math.PI);
        double length = reach * plot.uniform(0.5, 1);
        clump(
            brush,
            length * 0.7 * Math.cos(turn),
            length * 0.7 * Math.sin(turn),
            up - 0.15 * length,
            0.1 + 0.2 * length);
      }
    }
  }

  private void broadleaf(Brush brush, double height) {
    double bare = height * plot.uniform(0.1, 0.4);
    stem(brush, height * 0.6, bare, plot.uniform(0.1, 0.35));
    crown(brush, bare, height, plot.uniform(0.5, 1.2) * (height - bare), plot.uniform(0.4, 1.2));
  }

  /** Clumps near the surface of an egg, more of them on its upper side. */
  private void crown(Brush brush, double low, double high, double wide, double size) {
    double middle = (low + high) / 2;
    int clumps = (int) Math.clamp(wide * (high - low) * plot.uniform(0.6, 2), 4, 160);
    for (int i = 0; i < clumps; i++) {
      double turn = plot.uniform(0, 2 * Math.PI);
      double sine = plot.random.nextDouble() < fromAbove ? plot.uniform(0, 1) : plot.uniform(-1, 1);
      double out = plot.uniform(0.65, 1);
      double ring = out * Math.sqrt(1 - sine * sine) * wide / 2;
      clump(
          brush,
          ring * Math.cos(turn),
          ring * Math.sin(turn),
          middle + out * sine * (high - low) / 2,
          Math.min(size, 0.15 * (high - low + wide)) * plot.uniform(0.3, 0.8));
    }
  }

  /** Leaves about a point; as many as a sensor sees of what is so large. */
  private void clump(Brush brush, double across, double along, double up, double radius) {
    double wanted = plot.perSquareMetre * Math.PI * radius * radius * plot.uniform(0.2, 0.9);
    for (int i = (int) (wanted + plot.random.nextDouble()); i > 0; i--) {
      brush.put(
          across + radius * plot.random.nextGaussian() / 1.6,
          along + radius * plot.random.nextGaussian() / 1.6,
          Math.max(0.05, up + radius * plot.random.nextGaussian() / 2));
    }
  }

  /** Bare up to a height, seen here and there up to the top of it. */
  private void stem(Brush brush, double top, double bare, double radius) {
    for (int i = (int) (bare * stemPerMetre); i > 0; i--) {
      double turn = plot.uniform(0, 2 * Math.PI);
      double up = plot.uniform(0, plot.oneIn(5) ? top : bare);
      brush.put(radius * Math.cos(turn), radius * Math.sin(turn), up);
    }
    int stubs = stemPerMetre == 0 ? 0 : plot.random.nextInt(8);
    for (int i = 0; i < stubs; i++) {
      double turn = plot.uniform(0, 2 * Math.PI);
      double length = plot.uniform(0.3, 1.5);
      double up = plot.uniform(0.3 * bare, bare);
      brush.line(
          0,
          0,
          up,
          length * Math.cos(turn),
          length * Math.sin(turn),
          up + plot.uniform(-0.3, 0.3),
          stemPerMetre / 2);
    }
  }

  /** A long body of leaves, rough at the top and at the sides. */
  private void hedge() {
    double halfLength = plot.uniform(1.5, 15);
    double halfWidth = plot.uniform(0.3, 1.5);
    double height = plot.uniform(0.8, 5);
    Footprint foot = plot.somewhere(halfWidth, halfLength);
    double base = plot.emptyGround(foot, RISE_MAX_METRES);
    if (Double.isNaN(base)) {
      return;
    }
    Brush brush = new Brush(built, plot, foot, base, TrueClass.VEGETATION);
    double step = plot.uniform(0.3, 0.8);
    double rough = plot.uniform(0.02, 0.3) * height;
    for (double along = -halfLength; along < halfLength; along += step) {
      for (double across = -halfWidth; across <= halfWidth; across += step) {
        double top = height + rough * plot.random.nextGaussian();
        clump(brush, across, along, Math.max(0.4, top - 0.2), step * plot.uniform(0.3, 0.7));
        if (plot.random.nextDouble() > fromAbove / 2) {
          clump(brush, across, along, plot.uniform(0.2, Math.max(0.5, top)), step * 0.5);
        }
      }
    }
  }
}
