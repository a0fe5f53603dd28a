package dev.catenary.simulator.scene;

/**
 * A part of a tree's crown: an ellipsoid that light enters some way before it meets a leaf.
 *
 * @param depthMetres mean way of light through the leaves
 */
record Blob(double x, double y, double z, double radius, double halfHeight, double depthMetres) {
  private static final double REFLECTIVITY = 0.3;

  /**
   * @param leaf how deep the light gets this time, as a share of the mean
   */
  void meet(Ray ray, double leaf, Hit hit) {
    double sx = (ray.x - x) / radius;
    double sy = (ray.y - y) / radius;
    double sz = (ray.z - z) / halfHeight;
    double ux = ray.dx / radius;
    double uy = ray.dy / radius;
    double uz = ray.dz / halfHeight;
    double a = ux * ux + uy * uy + uz * uz;
    double b = sx * ux + sy * uy + sz * uz;
    double c = sx * sx + sy * sy + sz * sz - 1;
    double discriminant = b * b - a * c;
    if (discriminant > 0) {
      double root = Math.sqrt(discriminant);
      double in = (-b - root) / a;
      double out = (-b + root) / a;
      double range = in + leaf * depthMetres;
      if (range < out) {
        hit.offer(range, TrueClass.VEGETATION, REFLECTIVITY);
      }
    }
  }
}
