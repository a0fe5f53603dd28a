package dev.catenary.simulator.platform;

/**
 * The scene's frame on the earth: east, north and up of a place, turned into WGS84 latitude,
 * longitude and ellipsoidal height by way of earth-centred coordinates.
 *
 * <p>Source: NGA.STND.0036, WGS84; the way back is Bowring's, in one step exact to far below a
 * millimetre at these heights.
 */
public final class LocalFrame {
  private static final double A = 6_378_137;
  private static final double E2 = 6.694_379_990_141_317e-3;
  private static final double B = A * Math.sqrt(1 - E2);
  private static final double SECOND_E2 = E2 / (1 - E2);

  private final double sinLat;
  private final double cosLat;
  private final double sinLon;
  private final double cosLon;
  private final double x0;
  private final double y0;
  private final double z0;
  private double latitudeRad;
  private double longitudeRad;
  private double heightMetres;

  public LocalFrame(double latitudeDegrees, double longitudeDegrees, double heightMetres) {
    double lat = Math.toRadians(latitudeDegrees);
    double lon = Math.toRadians(longitudeDegrees);
    sinLat = Math.sin(lat);
    cosLat = Math.cos(lat);
    sinLon = Math.sin(lon);
    cosLon = Math.cos(lon);
    double n = A / Math.sqrt(1 - E2 * sinLat * sinLat);
    x0 = (n + heightMetres) * cosLat * cosLon;
    y0 = (n + heightMetres) * cosLat * sinLon;
    z0 = (n * (1 - E2) + heightMetres) * sinLat;
  }

  /** Places a point of the scene; the getters then give where it is. */
  public void place(double east, double north, double up) {
    double x = x0 - sinLon * east - sinLat * cosLon * north + cosLat * cosLon * up;
    double y = y0 + cosLon * east - sinLat * sinLon * north + cosLat * sinLon * up;
    double z = z0 + cosLat * north + sinLat * up;
    double p = Math.hypot(x, y);
    double angle = Math.atan2(z * A, p * B);
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    latitudeRad = Math.atan2(z + SECOND_E2 * B * s * s * s, p - E2 * A * c * c * c);
    longitudeRad = Math.atan2(y, x);
    double sin = Math.sin(latitudeRad);
    double n = A / Math.sqrt(1 - E2 * sin * sin);
    heightMetres = p * Math.cos(latitudeRad) + z * sin - A * A / n;
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
