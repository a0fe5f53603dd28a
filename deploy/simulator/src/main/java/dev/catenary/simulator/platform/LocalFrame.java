package dev.catenary.simulator.platform;

/**
 * The scene's frame on the earth: the plane that touches the ellipsoid's normal at a place, turned
 * into WGS84 latitude, longitude and ellipsoidal height by way of earth-centred coordinates.
 *
 * <p>Source: NGA.STND.0036, WGS84, for the ellipsoid; the way back is Bowring's formula, whose
 * error at these heights is far below a millimetre.
 */
public final class LocalFrame {
  private static final double A = 6_378_137;
  private static final double FLATTENING = 1 / 298.257223563;
  private static final double E2 = FLATTENING * (2 - FLATTENING);
  private static final double B = A * (1 - FLATTENING);
  private static final double SECOND_E2 = E2 / (1 - E2);

  private final double x0;
  private final double y0;
  private final double z0;
  private final double[] originAxes;
  private final double[] placeAxes = new double[9];
  private final double[] turned = new double[9];
  private double latitudeRad;
  private double longitudeRad;
  private double heightMetres;

  /**
   * @param heightMetres of the scene's datum above the ellipsoid
   */
  public LocalFrame(double latitudeDegrees, double longitudeDegrees, double heightMetres) {
    if (!(Math.abs(latitudeDegrees) < 89 && Math.abs(longitudeDegrees) <= 180)) {
      throw new IllegalArgumentException(
          "found an origin at "
              + latitudeDegrees
              + ", "
              + longitudeDegrees
              + "; expected degrees of latitude between -89 and 89, of longitude to 180");
    }
    double lat = Math.toRadians(latitudeDegrees);
    double lon = Math.toRadians(longitudeDegrees);
    double n = A / Math.sqrt(1 - E2 * Math.sin(lat) * Math.sin(lat));
    x0 = (n + heightMetres) * Math.cos(lat) * Math.cos(lon);
    y0 = (n + heightMetres) * Math.cos(lat) * Math.sin(lon);
    z0 = (n * (1 - E2) + heightMetres) * Math.sin(lat);
    originAxes = axes(lat, lon, new double[9]);
  }

  /** East, north and up at a place, as rows in earth-centred coordinates. */
  private static double[] axes(double lat, double lon, double[] axes) {
    axes[0] = -Math.sin(lon);
    axes[1] = Math.cos(lon);
    axes[2] = 0;
    axes[3] = -Math.sin(lat) * Math.cos(lon);
    axes[4] = -Math.sin(lat) * Math.sin(lon);
    axes[5] = Math.cos(lat);
    axes[6] = Math.cos(lat) * Math.cos(lon);
    axes[7] = Math.cos(lat) * Math.sin(lon);
    axes[8] = Math.sin(lat);
    return axes;
  }

  /** Places a point of the scene; the getters then give where it is. */
  public void place(double east, double north, double up) {
    double[] o = originAxes;
    double x = x0 + o[0] * east + o[3] * north + o[6] * up;
    double y = y0 + o[1] * east + o[4] * north + o[7] * up;
    double z = z0 + o[2] * east + o[5] * north + o[8] * up;
    double p = Math.hypot(x, y);
    double angle = Math.atan2(z * A, p * B);
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    latitudeRad = Math.atan2(z + SECOND_E2 * B * s * s * s, p - E2 * A * c * c * c);
    longitudeRad = Math.atan2(y, x);
    double sin = Math.sin(latitudeRad);
    heightMetres = p * Math.cos(latitudeRad) + z * sin - A * Math.sqrt(1 - E2 * sin * sin);
  }

  /**
   * Turns a rotation into the scene's axes into one into east, north and up at the point that was
   * placed last: north and the vertical there are not quite those of the origin.
   *
   * @param rotation by rows
   * @param local where the result goes
   */
  public void turnToPlace(double[] rotation, double[] local) {
    axes(latitudeRad, longitudeRad, placeAxes);
    Rotations.multiplyByTransposed(placeAxes, originAxes, turned);
    Rotations.multiply(turned, rotation, local);
  }

  public double latitudeRad() {
    return latitudeRad;
  }

  public double longitudeRad() {
    return longitudeRad;
  }

  public double heightMetres() {
    return heightMetres;
  }
}
