package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/** An upright round column that lets no light pass: a pole, a trunk, a fence post. */
record Column(
    double x,
    double y,
    double bottom,
    double top,
    double radius,
    double reflectivity,
    TrueClass what,
    int object)
    implements Shape {
  @Override
  public void meet(Beam beam, Echoes echoes, SplittableRandom random) {
    double ox = beam.x - x;
    double oy = beam.y - y;
    double a = beam.dx * beam.dx + beam.dy * beam.dy;
    double b = ox * beam.dx + oy * beam.dy;
    double c = ox * ox + oy * oy - radius * radius;
    double discriminant = b * b - a * c;
    double range = Double.POSITIVE_INFINITY;
    if (a > 0 && discriminant >= 0) {
      double side = (-b - Math.sqrt(discriminant)) / a;
      double height = beam.z + side * beam.dz;
      if (side > 0 && height >= bottom && height <= top) {
        range = side;
      }
    }
    if (beam.dz < 0 && beam.z > top) {
      double lid = (top - beam.z) / beam.dz;
      double lx = ox + lid * beam.dx;
      double ly = oy + lid * beam.dy;
      if (lx * lx + ly * ly <= radius * radius) {
        range = Math.min(range, lid);
      }
    }
    echoes.offer(range, 1, reflectivity, what, object);
  }

  @Override
  public Bounds bounds() {
    return new Bounds(x - radius, x + radius, y - radius, y + radius, bottom, top);
  }
}
