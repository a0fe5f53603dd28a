package dev.catenary.uplink.laz;

/** A place in the map frame. */
public record MapPoint(double eastingMetres, double northingMetres, double heightMetres) {
  static MapPoint of(double[] metres) {
    return new MapPoint(metres[0], metres[1], metres[2]);
  }

  /** Easting, northing or height: 0, 1 or 2. */
  double along(int axis) {
    return switch (axis) {
      case 0 -> eastingMetres;
      case 1 -> northingMetres;
      default -> heightMetres;
    };
  }
}
