package dev.catenary.simulator.scene;

/**
 * A transmission line on lattice towers beside the corridor's axis: two circuits of three phases
 * and an earth wire.
 */
final class TowerLine {
  private static final double SPAN_METRES = 190;
  private static final double HEIGHT_METRES = 30;
  private static final double[] ARM_METRES = {17, 21.5, 26};
  private static final double ARM_LENGTH_METRES = 4.6;
  private static final double INSULATOR_METRES = 2.2;
  private static final double FOOT_HALF_METRES = 2.8;
  private static final double WAIST_HALF_METRES = 0.7;
  private static final int PANELS = 7;
  private static final double LEG_RADIUS = 0.08;
  private static final double BRACE_RADIUS = 0.04;
  private static final double STEEL = 0.45;

  private TowerLine() {}

  static void build(double x0, double x1, double north, SceneParts parts) {
    Point before = null;
    for (double east = x0; east < x1 + SPAN_METRES; east += SPAN_METRES) {
      Point foot = parts.ground(east, north);
      tower(foot, parts);
      if (before != null) {
        wires(before, foot, parts);
      }
      before = foot;
    }
  }

  private static void tower(Point foot, SceneParts parts) {
    int object = parts.nextObject();
    for (int panel = 0; panel < PANELS; panel++) {
      double low = HEIGHT_METRES * panel / PANELS;
      double high = HEIGHT_METRES * (panel + 1) / PANELS;
      for (int face = 0; face < 4; face++) {
        Point a = leg(foot, face, low);
        Point b = leg(foot, face + 1, low);
        Point c = leg(foot, face, high);
        Point d = leg(foot, face + 1, high);
        parts.bar(a, c, LEG_RADIUS, STEEL, TrueClass.TOWER, object);
        parts.bar(a, d, BRACE_RADIUS, STEEL, TrueClass.TOWER, object);
        parts.bar(b, c, BRACE_RADIUS, STEEL, TrueClass.TOWER, object);
      }
    }
    for (double height : ARM_METRES) {
      for (int side = -1; side <= 1; side += 2) {
        Point tip = foot.plus(0, side * ARM_LENGTH_METRES, height);
        Point shaft = foot.plus(0, side * WAIST_HALF_METRES, height);
        parts.bar(shaft, tip, BRACE_RADIUS, STEEL, TrueClass.TOWER, object);
        parts.bar(shaft.plus(0, 0, 1.2), tip, BRACE_RADIUS, STEEL, TrueClass.TOWER, object);
        Point clamp = tip.plus(0, 0, -INSULATOR_METRES);
        parts.bar(clamp, tip, 0.06, 0.3, TrueClass.TOWER, object);
      }
    }
  }

  /** A leg's place: the tower tapers to its waist, and goes up straight from there. */
  private static Point leg(Point foot, int corner, double height) {
    double taper = Math.min(1, height / ARM_METRES[0]);
    double half = FOOT_HALF_METRES + (WAIST_HALF_METRES - FOOT_HALF_METRES) * taper;
    double east = (corner & 3) == 0 || (corner & 3) == 3 ? -half : half;
    double north = (corner & 3) < 2 ? -half : half;
    return foot.plus(east, north, height);
  }

  private static void wires(Point from, Point to, SceneParts parts) {
    for (double height : ARM_METRES) {
      for (int side = -1; side <= 1; side += 2) {
        double north = side * ARM_LENGTH_METRES;
        double up = height - INSULATOR_METRES;
        parts.string(from.plus(0, north, up), to.plus(0, north, up), Conductor.TRANSMISSION);
      }
    }
    parts.string(
        from.plus(0, 0, HEIGHT_METRES), to.plus(0, 0, HEIGHT_METRES), Conductor.EARTH_WIRE);
  }
}
