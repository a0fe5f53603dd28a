package dev.catenary.simulator.scene;

/**
 * A conductor along the corridor (east): between supports a catenary, {@code y = c cosh(x / c)},
 * from its lowest point at mid-span. Supports stand at equal heights above a level datum.
 *
 * @param northMetres how far north of the corridor's axis it hangs
 * @param supportHeightMetres height of its supports
 * @param spanMetres distance of the supports
 * @param catenaryMetres the constant c: horizontal tension over weight per metre
 * @param radiusMetres of the conductor itself
 */
public record Wire(
    double northMetres,
    double supportHeightMetres,
    double spanMetres,
    double catenaryMetres,
    double radiusMetres) {
  private static final double REFLECTIVITY = 0.35;

  /** Height at a place along the corridor. */
  public double heightMetres(double east) {
    double half = spanMetres / 2;
    double fromMiddle = east - Math.floor(east / spanMetres) * spanMetres - half;
    double lowest = supportHeightMetres - sagMetres();
    return lowest + catenaryMetres * (Math.cosh(fromMiddle / catenaryMetres) - 1);
  }

  /** How much lower mid-span hangs than the supports. */
  public double sagMetres() {
    return catenaryMetres * (Math.cosh(spanMetres / 2 / catenaryMetres) - 1);
  }

  /**
   * Meets a beam that crosses the wire's vertical plane. A wire is thinner than the beam: it is hit
   * where the beam's footprint touches it, and gives back the part of the light that it covers.
   */
  void meet(Ray ray, double divergenceRad, Hit hit) {
    if (Math.abs(ray.dy) < 1e-6) {
      return;
    }
    double range = (northMetres - ray.y) / ray.dy;
    if (range <= 0 || range >= hit.rangeMetres) {
      return;
    }
    double off = ray.z + range * ray.dz - heightMetres(ray.x + range * ray.dx);
    // Across the beam, in the plane of the scan, the wire is met at the beam's own slant.
    double across = Math.abs(off) * Math.hypot(ray.dx, ray.dy);
    double footprintRadius = range * divergenceRad / 2;
    if (across < footprintRadius + radiusMetres) {
      double covered = Math.min(1, 2 * radiusMetres / Math.max(2 * footprintRadius, 1e-3));
      hit.offer(range, TrueClass.CONDUCTOR, REFLECTIVITY * covered);
    }
  }
}
