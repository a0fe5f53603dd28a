package dev.catenary.simulator.scene;

/** A place in the scene: metres to the east, to the north and up. For building, not for beams. */
record Point(double x, double y, double z) {
  Point plus(double east, double north, double up) {
    return new Point(x + east, y + north, z + up);
  }

  double distance(Point other) {
    double flat = Math.hypot(other.x - x, other.y - y);
    return Math.hypot(flat, other.z - z);
  }

  /** The place a part of the way to another, 0 here and 1 there. */
  Point towards(Point other, double part) {
    return new Point(x + (other.x - x) * part, y + (other.y - y) * part, z + (other.z - z) * part);
  }
}
