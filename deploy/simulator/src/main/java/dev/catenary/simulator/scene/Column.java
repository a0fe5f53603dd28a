package dev.catenary.simulator.scene;

/** An upright cylinder: a pole, or a trunk. */
record Column(double x, double y, double bottom, double top, double radius, TrueClass what) {
  private static final double REFLECTIVITY = 0.4;

  void meet(Ray ray, Hit hit) {
    double ox = ray.x - x;
    double oy = ray.y - y;
    double a = ray.dx * ray.dx + ray.dy * ray.dy;
    double b = ox * ray.dx + oy * ray.dy;
    double c = ox * ox + oy * oy - radius * radius;
    double discriminant = b * b - a * c;
    if (a > 1e-12 && discriminant > 0) {
      double range = (-b - Math.sqrt(discriminant)) / a;
      double height = ray.z + range * ray.dz;
      if (height > bottom && height < top) {
        hit.offer(range, what, REFLECTIVITY);
      }
    }
  }
}
