package dev.catenary.capture.georeference;

/**
 * Moves positions from one geocentric datum to another by seven parameters, on the GRS 80
 * ellipsoid; allocates nothing.
 *
 * <p>Source: EPSG Guidance Note 7-2, coordinate frame rotation (method 1032); parameters between
 * GDA94 and GDA2020: GDA2020 Technical Manual (ICSM), table 3.1, EPSG transformation 8048.
 */
final class DatumShift {
  private static final double SEMI_MAJOR_METRES = 6_378_137;
  private static final double FLATTENING = 1 / 298.257222101;
  private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
  private static final int LATITUDE_STEPS = 6;
  private static final double ARC_SECOND_RAD = Math.PI / 648_000;

  private static final double X_METRES = 0.06155;
  private static final double Y_METRES = -0.01087;
  private static final double Z_METRES = -0.04019;
  private static final double X_RAD = -0.0394924 * ARC_SECOND_RAD;
  private static final double Y_RAD = -0.0327221 * ARC_SECOND_RAD;
  private static final double Z_RAD = -0.0328979 * ARC_SECOND_RAD;
  private static final double SCALE_LESS_ONE = -0.009994e-6;

  private final double sign;
  private double latitudeRad;
  private double longitudeRad;
  private double heightMetres;

  private DatumShift(double sign) {
    this.sign = sign;
  }

  static DatumShift gda94ToGda2020() {
    return new DatumShift(1);
  }

  /** Small enough that the parameters' signs turn it round: what is left is below a micrometre. */
  static DatumShift gda2020ToGda94() {
    return new DatumShift(-1);
  }

  void apply(double fromLatitudeRad, double fromLongitudeRad, double fromHeightMetres) {
    double sin = Math.sin(fromLatitudeRad);
    double normal = SEMI_MAJOR_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    double flat = (normal + fromHeightMetres) * Math.cos(fromLatitudeRad);
    double x = flat * Math.cos(fromLongitudeRad);
    double y = flat * Math.sin(fromLongitudeRad);
    double z = (normal * (1 - ECCENTRICITY_SQUARED) + fromHeightMetres) * sin;
    double dx = X_METRES + SCALE_LESS_ONE * x + Z_RAD * y - Y_RAD * z;
    double dy = Y_METRES + SCALE_LESS_ONE * y - Z_RAD * x + X_RAD * z;
    double dz = Z_METRES + SCALE_LESS_ONE * z + Y_RAD * x - X_RAD * y;
    geographic(x + sign * dx, y + sign * dy, z + sign * dz, fromLatitudeRad);
  }

  private void geographic(double x, double y, double z, double nearLatitudeRad) {
    double flat = Math.hypot(x, y);
    double latitude = nearLatitudeRad;
    double normal = SEMI_MAJOR_METRES;
    for (int i = 0; i < LATITUDE_STEPS; i++) {
      double sin = Math.sin(latitude);
      normal = SEMI_MAJOR_METRES / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
      latitude = Math.atan2(z + ECCENTRICITY_SQUARED * normal * sin, flat);
    }
    double sin = Math.sin(latitude);
    latitudeRad = latitude;
    longitudeRad = Math.atan2(y, x);
    heightMetres =
        flat * Math.cos(latitude)
            + z * sin
            - SEMI_MAJOR_METRES * Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
  }

  double latitudeRad() {
    return latitudeRad;
  }

  double longitudeRad() {
    return longitudeRad;
  }

  double heightMetres() {
    return heightMetres;
  }
}
