package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/** A convex body between planes that lets no light pass: a house with its roof, a vehicle. */
final class Solid implements Shape {
  private final double[] planes;
  private final Bounds bounds;
  private final double reflectivity;
  private final TrueClass what;
  private final int object;

  /**
   * @param planes four numbers each, a, b, c, d: inside is where {@code ax + by + cz <= d}
   */
  private Solid(double[] planes, Bounds bounds, double reflectivity, TrueClass what, int object) {
    this.planes = planes;
    this.bounds = bounds;
    this.reflectivity = reflectivity;
    this.what = what;
    this.object = object;
  }

  /**
   * A house: walls, and a gable roof whose ridge runs along its length.
   *
   * @param middle on its floor
   * @param headingRad of its length, from east to north
   */
  static Solid house(
      Point middle,
      double headingRad,
      double length,
      double width,
      double wallHeight,
      double roofHeight,
      int object) {
    double slope = roofHeight / (width / 2);
    double ridge = middle.z() + wallHeight + roofHeight;
    double[] across = axis(headingRad + Math.PI / 2);
    double here = across[0] * middle.x() + across[1] * middle.y();
    double[] roof = {
      slope * across[0],
      slope * across[1],
      1,
      ridge + slope * here,
      -slope * across[0],
      -slope * across[1],
      1,
      ridge - slope * here,
    };
    return block(
        middle,
        headingRad,
        length,
        width,
        wallHeight + roofHeight,
        roof,
        0.4,
        TrueClass.BUILDING,
        object);
  }

  /** A box that stands on {@code middle}. */
  static Solid box(
      Point middle,
      double headingRad,
      double length,
      double width,
      double height,
      TrueClass what,
      int object) {
    return block(middle, headingRad, length, width, height, new double[0], 0.5, what, object);
  }

  private static Solid block(
      Point middle,
      double headingRad,
      double length,
      double width,
      double height,
      double[] roof,
      double reflectivity,
      TrueClass what,
      int object) {
    double[] planes = new double[24 + roof.length];
    double[] along = axis(headingRad);
    double[] across = axis(headingRad + Math.PI / 2);
    slab(planes, 0, along[0], along[1], 0, middle, -length / 2, length / 2);
    slab(planes, 8, across[0], across[1], 0, middle, -width / 2, width / 2);
    slab(planes, 16, 0, 0, 1, middle, 0, height);
    System.arraycopy(roof, 0, planes, 24, roof.length);
    double reachEast = (length * Math.abs(along[0]) + width * Math.abs(across[0])) / 2;
    double reachNorth = (length * Math.abs(along[1]) + width * Math.abs(across[1])) / 2;
    Bounds bounds =
        new Bounds(
            middle.x() - reachEast,
            middle.x() + reachEast,
            middle.y() - reachNorth,
            middle.y() + reachNorth,
            middle.z(),
            middle.z() + height);
    return new Solid(planes, bounds, reflectivity, what, object);
  }

  private static double[] axis(double headingRad) {
    return new double[] {Math.cos(headingRad), Math.sin(headingRad)};
  }

  private static void slab(
      double[] planes, int at, double a, double b, double c, Point middle, double from, double to) {
    double here = a * middle.x() + b * middle.y() + c * middle.z();
    double[] two = {a, b, c, here + to, -a, -b, -c, -here - from};
    System.arraycopy(two, 0, planes, at, two.length);
  }

  @Override
  public void meet(Beam beam, Echoes echoes, SplittableRandom random) {
    double in = 0;
    double out = echoes.limitMetres();
    for (int i = 0; i < planes.length; i += 4) {
      double rate = planes[i] * beam.dx + planes[i + 1] * beam.dy + planes[i + 2] * beam.dz;
      double gap =
          planes[i + 3] - planes[i] * beam.x - planes[i + 1] * beam.y - planes[i + 2] * beam.z;
      if (rate > 0) {
        out = Math.min(out, gap / rate);
      } else if (rate < 0) {
        in = Math.max(in, gap / rate);
      } else if (gap < 0) {
        return;
      }
    }
    if (in < out) {
      echoes.offer(in, 1, reflectivity, what, object);
    }
  }

  @Override
  public Bounds bounds() {
    return bounds;
  }
}
