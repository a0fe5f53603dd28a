package dev.catenary.simulator.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A distribution line on wooden poles along the corridor's axis: three conductors on the upper
 * cross-arm, four low-voltage ones on the lower.
 */
final class PoleLine {
  static final double[] UPPER_NORTH = {-1.1, 0.3, 1.1};
  private static final double[] LOWER_NORTH = {-0.9, -0.3, 0.3, 0.9};
  private static final double POLE_METRES = 11.5;
  private static final double UPPER_METRES = 11.2;
  private static final double LOWER_METRES = 8.6;
  private static final double INSULATOR_METRES = 0.25;
  private static final double POLE_RADIUS = 0.16;
  private static final double ARM_RADIUS = 0.06;
  private static final double TIMBER = 0.4;

  private final List<Point> feet = new ArrayList<>();

  /** Builds it from west to east. */
  PoleLine(double x0, double x1, SceneParts parts, SplittableRandom random) {
    for (double east = x0; east <= x1; east += 62 + random.nextDouble() * 26) {
      feet.add(parts.ground(east, 0));
    }
    for (Point foot : feet) {
      pole(foot, parts);
    }
    for (int i = 1; i < feet.size(); i++) {
      wires(feet.get(i - 1), feet.get(i), UPPER_METRES, UPPER_NORTH, Conductor.DISTRIBUTION, parts);
      wires(feet.get(i - 1), feet.get(i), LOWER_METRES, LOWER_NORTH, Conductor.LOW_VOLTAGE, parts);
    }
  }

  /** Where the poles stand, from west to east. */
  List<Point> feet() {
    return feet;
  }

  /** Where a service cable leaves the nearest pole. */
  Point serviceFrom(double east) {
    Point nearest = feet.getFirst();
    for (Point foot : feet) {
      if (Math.abs(foot.x() - east) < Math.abs(nearest.x() - east)) {
        nearest = foot;
      }
    }
    return nearest.plus(0, 0, LOWER_METRES - 0.4);
  }

  /** Where the outer upper conductor hangs. */
  Point outerConductor(double east, double side) {
    for (int i = 1; i < feet.size(); i++) {
      Point a = feet.get(i - 1);
      Point b = feet.get(i);
      if (east >= a.x() && east < b.x()) {
        Catenary curve =
            new Catenary(b.x() - a.x(), b.z() - a.z(), Conductor.DISTRIBUTION.constantMetres());
        double height = a.z() + UPPER_METRES + INSULATOR_METRES + curve.heightMetres(east - a.x());
        return new Point(east, side * 1.1, height);
      }
    }
    return feet.getLast().plus(0, side * 1.1, UPPER_METRES + INSULATOR_METRES);
  }

  private static void pole(Point foot, SceneParts parts) {
    int object = parts.nextObject();
    parts.add(
        new Column(
            foot.x(),
            foot.y(),
            foot.z() - 1,
            foot.z() + POLE_METRES,
            POLE_RADIUS,
            TIMBER,
            TrueClass.POLE,
            object));
    for (double height : new double[] {UPPER_METRES, LOWER_METRES}) {
      Point arm = foot.plus(0.2, 0, height);
      parts.bar(
          arm.plus(0, -1.25, 0), arm.plus(0, 1.25, 0), ARM_RADIUS, TIMBER, TrueClass.POLE, object);
    }
  }

  private static void wires(
      Point from, Point to, double height, double[] north, Conductor conductor, SceneParts parts) {
    for (double offset : north) {
      parts.string(
          from.plus(0, offset, height + INSULATOR_METRES),
          to.plus(0, offset, height + INSULATOR_METRES),
          conductor);
    }
  }
}
