package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/**
 * A cluster of leaves: an ellipsoid about an upright axis, evenly filled with leaves. Light goes on
 * average {@code freePathMetres} before it meets one, each leaf takes a part of the beam, and the
 * rest goes on; thus one pulse can come back from several depths, or pass.
 */
record Crown(
    double x,
    double y,
    double z,
    double radius,
    double halfHeight,
    double freePathMetres,
    double reflectivity,
    int object)
    implements Shape {
  private static final double LEAF_SHARE_MIN = 0.25;
  private static final double LIGHT_LEFT_MIN = 0.02;

  @Override
  public void meet(Beam beam, Echoes echoes, SplittableRandom random) {
    double sx = (beam.x - x) / radius;
    double sy = (beam.y - y) / radius;
    double sz = (beam.z - z) / halfHeight;
    double ux = beam.dx / radius;
    double uy = beam.dy / radius;
    double uz = beam.dz / halfHeight;
    double a = ux * ux + uy * uy + uz * uz;
    double b = sx * ux + sy * uy + sz * uz;
    double c = sx * sx + sy * sy + sz * sz - 1;
    double discriminant = b * b - a * c;
    if (discriminant <= 0) {
      return;
    }
    double root = Math.sqrt(discriminant);
    double end = Math.min((-b + root) / a, echoes.limitMetres());
    double range = Math.max(0, (-b - root) / a) + freePathMetres * random.nextExponential();
    double left = 1;
    while (range < end && left > LIGHT_LEFT_MIN) {
      double share = LEAF_SHARE_MIN + (1 - LEAF_SHARE_MIN) * random.nextDouble();
      echoes.offer(range, share, reflectivity, TrueClass.VEGETATION, object);
      left *= 1 - share;
      range += freePathMetres * random.nextExponential();
    }
  }

  @Override
  public Bounds bounds() {
    return new Bounds(
        x - radius, x + radius, y - radius, y + radius, z - halfHeight, z + halfHeight);
  }
}
