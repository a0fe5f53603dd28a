package dev.catenary.simulator.scene;

import java.util.SplittableRandom;

/**
 * A straight thin rod: a piece of a conductor, of a lattice, of a fence wire. It may be thinner
 * than the beam, which it then takes in part, and the rest of the light goes on.
 */
final class Rod implements Shape {
  private static final double ALONG = 1e-9;

  private final double ax;
  private final double ay;
  private final double az;
  private final double ux;
  private final double uy;
  private final double uz;
  private final double length;
  private final double radius;
  private final double reflectivity;
  private final TrueClass what;
  private final int object;

  Rod(Point a, Point b, double radiusMetres, double reflectivity, TrueClass what, int object) {
    ax = a.x();
    ay = a.y();
    az = a.z();
    length = a.distance(b);
    ux = (b.x() - ax) / length;
    uy = (b.y() - ay) / length;
    uz = (b.z() - az) / length;
    this.radius = radiusMetres;
    this.reflectivity = reflectivity;
    this.what = what;
    this.object = object;
  }

  @Override
  public void meet(Beam beam, Echoes echoes, SplittableRandom random) {
    double wx = beam.x - ax;
    double wy = beam.y - ay;
    double wz = beam.z - az;
    double cos = beam.dx * ux + beam.dy * uy + beam.dz * uz;
    double sinSquared = 1 - cos * cos;
    if (sinSquared < ALONG) {
      return;
    }
    double wd = wx * beam.dx + wy * beam.dy + wz * beam.dz;
    double wu = wx * ux + wy * uy + wz * uz;
    double range = (cos * wu - wd) / sinSquared;
    double along = (wu - cos * wd) / sinSquared;
    // Half open, so that a beam at the joint of two pieces meets one of them.
    if (range <= 0 || range >= echoes.limitMetres() || along < 0 || along >= length) {
      return;
    }
    double nx = beam.dy * uz - beam.dz * uy;
    double ny = beam.dz * ux - beam.dx * uz;
    double nz = beam.dx * uy - beam.dy * ux;
    double miss = Math.abs(wx * nx + wy * ny + wz * nz) / Math.sqrt(sinSquared);
    double footprintRadius = beam.footprintMetres(range) / 2;
    if (miss < footprintRadius + radius) {
      double share = Footprint.coveredByStrip(footprintRadius, radius, miss);
      echoes.offer(range, share, reflectivity, what, object);
    }
  }

  @Override
  public Bounds bounds() {
    double bx = ax + ux * length;
    double by = ay + uy * length;
    double bz = az + uz * length;
    return new Bounds(
        Math.min(ax, bx) - radius,
        Math.max(ax, bx) + radius,
        Math.min(ay, by) - radius,
        Math.max(ay, by) + radius,
        Math.min(az, bz) - radius,
        Math.max(az, bz) + radius);
  }
}
