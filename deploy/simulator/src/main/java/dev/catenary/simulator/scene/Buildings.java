package dev.catenary.simulator.scene;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Houses with gable roofs, their service cables, side fences and cars; boats at a shore. */
final class Buildings {
  private static final double WALL_METRES = 3.2;
  private static final double ROOF_METRES = 2;
  private static final double WIDTH_METRES = 8;
  private static final double PALING_METRES = 1.8;

  private final SceneParts parts;
  private final SplittableRandom random;
  private final @Nullable PoleLine poles;

  /**
   * @param poles that the service cables come from; null for none
   */
  Buildings(SceneParts parts, SplittableRandom random, @Nullable PoleLine poles) {
    this.parts = parts;
    this.random = random;
    this.poles = poles;
  }

  /**
   * A house with a car on its drive.
   *
   * @param side of the road, 1 for north
   * @param turnRad the most that it is turned off the road's direction
   */
  void house(double east, double north, double side, double turnRad) {
    double heading = (random.nextDouble() * 2 - 1) * turnRad;
    double length = 10 + random.nextDouble() * 5;
    Point floor = parts.ground(east, north).plus(0, 0, -0.5);
    parts.add(
        Solid.house(
            floor, heading, length, WIDTH_METRES, WALL_METRES, ROOF_METRES, parts.nextObject()));
    if (poles != null) {
      Point eaves = floor.plus(0, -side * WIDTH_METRES / 2, WALL_METRES + 0.1);
      parts.string(poles.serviceFrom(east), eaves, Conductor.SERVICE);
    }
    car(parts.ground(east + length / 2 + 2.2, north - 2 * side), Math.PI / 2);
  }

  /** A fence of palings from the street back between two gardens. */
  void sideFence(double east, double fromNorth, double toNorth) {
    double length = Math.abs(toNorth - fromNorth);
    Point middle = parts.ground(east, (fromNorth + toNorth) / 2).plus(0, 0, -0.3);
    parts.add(
        Solid.box(
            middle,
            Math.PI / 2,
            length,
            0.05,
            PALING_METRES + 0.3,
            TrueClass.FENCE,
            parts.nextObject()));
  }

  void car(Point ground, double headingRad) {
    int object = parts.nextObject();
    Point body = ground.plus(0, 0, 0.3);
    parts.add(Solid.box(body, headingRad, 4.5, 1.8, 0.65, TrueClass.VEHICLE, object));
    Point cabin = body.plus(0, 0, 0.65);
    parts.add(Solid.box(cabin, headingRad, 2.3, 1.6, 0.55, TrueClass.VEHICLE, object));
  }

  /** A sailing boat: its mast is no pole, its stays are no conductors. */
  void boat(Point water) {
    int object = parts.nextObject();
    double heading = random.nextDouble() * Math.PI;
    double mast = 9 + random.nextDouble() * 4;
    Point hull = water.plus(0, 0, -0.3);
    parts.add(Solid.box(hull, heading, 8, 2.6, 1.3, TrueClass.VEHICLE, object));
    parts.add(
        new Column(
            water.x(),
            water.y(),
            water.z(),
            water.z() + mast,
            0.07,
            0.5,
            TrueClass.VEHICLE,
            object));
    double east = 3.8 * Math.cos(heading);
    double north = 3.8 * Math.sin(heading);
    Point top = water.plus(0, 0, mast);
    parts.bar(water.plus(east, north, 1), top, 0.004, 0.5, TrueClass.VEHICLE, object);
    parts.bar(water.plus(-east, -north, 1), top, 0.004, 0.5, TrueClass.VEHICLE, object);
  }
}
