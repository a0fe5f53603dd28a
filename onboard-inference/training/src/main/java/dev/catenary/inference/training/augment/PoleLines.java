package dev.catenary.inference.training.augment;

import dev.catenary.inference.training.cloud.CloudPoints;
import dev.catenary.inference.training.cloud.TrueClass;

/**
 * Puts distribution lines over a place: poles of many heads, with one to eight wires. Surveys of
 * transmission lines would else teach that a conductor is high up and hangs from a lattice.
 */
final class PoleLines {
  private static final double EVERY_SQUARE_METRES = 40_000;
  private static final double POLE_HALF_METRES = 0.3;
  private static final double RISE_MAX_METRES = 2;
  private static final int POLES_MAX = 8;

  private final Plot plot;
  private final CloudPoints built;
  private final Footprint line;
  private final double spacing;
  private final double height;
  private final double[][] wires;
  private final double armHalf;
  private final double sag;
  private final double wirePerMetre;
  private final double shaftPerMetre;
  private final double armPerMetre;

  private PoleLines(Plot plot, CloudPoints built) {
    this.plot = plot;
    this.built = built;
    line = plot.somewhere(POLE_HALF_METRES, POLE_HALF_METRES);
    height = plot.uniform(6.5, 18);
    boolean single = plot.oneIn(5);
    spacing = single ? plot.uniform(70, 200) : plot.uniform(30, 90);
    armHalf = single ? 0 : plot.uniform(0.5, 1.8);
    wires = single ? new double[][] {{0, 0.2}} : head();
    sag = spacing * spacing * plot.uniform(1.2e-4, 4e-4);
    wirePerMetre = plot.perSquareMetre * plot.uniform(0.08, 0.5);
    shaftPerMetre = plot.perSquareMetre * plot.uniform(0.02, 0.6);
    armPerMetre = plot.perSquareMetre * plot.uniform(0.15, 0.6);
  }

  static void over(Plot plot, CloudPoints built) {
    int lines =
        1 + (int) (plot.areaSquareMetres() / EVERY_SQUARE_METRES * plot.random.nextDouble());
    for (int i = 0; i < lines; i++) {
      new PoleLines(plot, built).build();
    }
  }

  /** Where wires are fixed: metres across from the pole, and up from its top. */
  private double[][] head() {
    double up = plot.uniform(0, 0.35);
    double lower = -plot.uniform(1, 2.8);
    double out = armHalf - 0.1;
    return switch (plot.random.nextInt(6)) {
      case 0 -> new double[][] {{-out, up}, {out * plot.uniform(-0.4, 0.4), up}, {out, up}};
      case 1 -> new double[][] {{-out, -0.6 + up}, {0, 0.3 + up}, {out, -0.6 + up}};
      case 2 -> new double[][] {{0.2, 0}, {0.2, lower / 3}, {0.2, lower / 1.5}, {0.2, lower}};
      case 3 -> new double[][] {{0.15, -0.3}};
      case 4 -> new double[][] {{-out, up}, {out, up}};
      default ->
          new double[][] {
            {-out, up},
            {out * 0.3, up},
            {out, up},
            {-0.9 * out, lower + up},
            {-0.3 * out, lower + up},
            {0.3 * out, lower + up},
            {0.9 * out, lower + up}
          };
    };
  }

  private void build() {
    double from = -spacing * plot.random.nextInt(POLES_MAX);
    double before = Double.NaN;
    for (int pole = 0; pole < POLES_MAX; pole++) {
      double along = from + pole * spacing;
      Footprint foot =
          new Footprint(
              line.eastOf(0, along),
              line.northOf(0, along),
              line.cos(),
              line.sin(),
              POLE_HALF_METRES,
              POLE_HALF_METRES);
      double base = plot.emptyGround(foot, RISE_MAX_METRES);
      if (!Double.isNaN(base)) {
        addPole(foot, base);
        plot.take(foot);
        if (!Double.isNaN(before)) {
          addWires(foot, before, base);
        }
      }
      before = base;
    }
  }

  private void addPole(Footprint foot, double base) {
    Brush brush = new Brush(built, plot, foot, base, TrueClass.POLE);
    double radius = plot.uniform(0.08, 0.2);
    double shown = plot.oneIn(3) ? plot.uniform(0, height) : 0;
    for (int i = (int) ((height - shown) * shaftPerMetre); i > 0; i--) {
      double turn = plot.uniform(0, 2 * Math.PI);
      brush.put(radius * Math.cos(turn), radius * Math.sin(turn), plot.uniform(shown, height));
    }
    brush.level(0, 0, radius, radius, height, 4 * plot.perSquareMetre);
    double lowest = 0;
    double armUp = Double.MAX_VALUE;
    for (double[] wire : wires) {
      lowest = Math.min(lowest, wire[1]);
      if (Math.abs(wire[0]) > 0.3 && Math.abs(wire[1] - armUp) > 0.5) {
        armUp = wire[1];
        double up = height + Math.min(0, armUp) - 0.05;
        brush.line(-armHalf, 0, up, armHalf, 0, up, armPerMetre);
      }
      // An insulator.
      brush.line(wire[0], 0, height + wire[1] - 0.25, wire[0], 0, height + wire[1], armPerMetre);
    }
    if (plot.oneIn(5)) {
      double top = height + lowest - 0.5;
      brush.box(0.5, 0, 0.4, 0.4, top - 1, top, plot.perSquareMetre, plot.perSquareMetre);
    }
  }

  /** The span that ends at a pole. */
  private void addWires(Footprint foot, double baseBefore, double base) {
    Brush brush = new Brush(built, plot, foot, base, TrueClass.CONDUCTOR);
    for (double[] wire : wires) {
      int points = (int) (spacing * wirePerMetre);
      for (int i = 0; i < points; i++) {
        double back = plot.random.nextDouble();
        double chord = height + wire[1] + back * (baseBefore - base);
        brush.put(wire[0], -back * spacing, chord - 4 * sag * back * (1 - back));
      }
    }
  }
}
