package dev.catenary.inference.training.augment;

/**
 * A rectangle on the map in any heading.
 *
 * @param east of its middle, metres
 * @param north of its middle, metres
 * @param cos of its heading
 * @param sin of its heading
 * @param halfWidth from the middle to its long sides, metres
 * @param halfLength from the middle to its short sides, metres
 */
record Footprint(
    double east, double north, double cos, double sin, double halfWidth, double halfLength) {
  static Footprint of(
      double east, double north, double turnRad, double halfWidth, double halfLength) {
    return new Footprint(east, north, Math.cos(turnRad), Math.sin(turnRad), halfWidth, halfLength);
  }

  boolean isInside(double x, double y, double margin) {
    double across = (x - east) * cos + (y - north) * sin;
    double along = (y - north) * cos - (x - east) * sin;
    return Math.abs(across) < halfWidth + margin && Math.abs(along) < halfLength + margin;
  }

  double eastOf(double across, double along) {
    return east + across * cos - along * sin;
  }

  double northOf(double across, double along) {
    return north + across * sin + along * cos;
  }

  /** No point of it is farther from the middle to east, west, north or south. */
  double reach() {
    return halfWidth + halfLength;
  }
}
