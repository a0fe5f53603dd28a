package dev.catenary.simulator.truth;

/**
 * UTM on WGS84 by the series of Krueger to the fourth order in n, exact to well below a millimetre
 * in its zone. Of our own, so that the truth does not share the service's projection.
 *
 * <p>Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal
 * of Geodesy 85 (2011), equations 7 to 9 and 35.
 */
public final class TransverseMercator {
  private static final double A = 6_378_137;
  private static final double F = 1 / 298.257223563;
  private static final double N = F / (2 - F);
  private static final double E = Math.sqrt(F * (2 - F));
  private static final double SCALE = 0.9996;
  private static final double FALSE_EASTING = 500_000;
  private static final double FALSE_NORTHING_SOUTH = 10_000_000;
  private static final double N2 = N * N;
  private static final double RECTIFYING = A / (1 + N) * (1 + N2 / 4 + N2 * N2 / 64);
  private static final double[] ALPHA = {
    N / 2 - 2 * N2 / 3 + 5 * N * N2 / 16 + 41 * N2 * N2 / 180,
    13 * N2 / 48 - 3 * N * N2 / 5 + 557 * N2 * N2 / 1440,
    61 * N * N2 / 240 - 103 * N2 * N2 / 140,
    49_561 * N2 * N2 / 161_280,
  };

  private final int zone;
  private final boolean south;
  private double eastingMetres;
  private double northingMetres;

  /** Of the zone in which the place lies. */
  public TransverseMercator(double latitudeDegrees, double longitudeDegrees) {
    this.zone = (int) Math.floor((longitudeDegrees + 180) / 6) % 60 + 1;
    this.south = latitudeDegrees < 0;
  }

  /** Projects a place; the getters then give where it is on the map. */
  public void project(double latitudeRad, double longitudeRad) {
    double fromMeridian = longitudeRad - Math.toRadians(centralDegrees());
    double sin = Math.sin(latitudeRad);
    double conformal = Math.sinh(atanh(sin) - E * atanh(E * sin));
    double xi = Math.atan2(conformal, Math.cos(fromMeridian));
    double eta = atanh(Math.sin(fromMeridian) / Math.hypot(1, conformal));
    double x = eta;
    double y = xi;
    for (int j = 1; j <= ALPHA.length; j++) {
      x += ALPHA[j - 1] * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
      y += ALPHA[j - 1] * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
    }
    eastingMetres = FALSE_EASTING + SCALE * RECTIFYING * x;
    northingMetres = (south ? FALSE_NORTHING_SOUTH : 0) + SCALE * RECTIFYING * y;
  }

  public double eastingMetres() {
    return eastingMetres;
  }

  public double northingMetres() {
    return northingMetres;
  }

  public int epsg() {
    return (south ? 32_700 : 32_600) + zone;
  }

  /** The frame as OGC WKT 1, as LAS 1.4 wants it. */
  String wkt() {
    return """
    PROJCS["WGS 84 / UTM zone %d%s",GEOGCS["WGS 84",DATUM["WGS_1984",\
    SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
    AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
    UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]],\
    PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],\
    PARAMETER["central_meridian",%d],PARAMETER["scale_factor",0.9996],\
    PARAMETER["false_easting",500000],PARAMETER["false_northing",%d],\
    UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],\
    AUTHORITY["EPSG","%d"]]"""
        .formatted(zone, south ? "S" : "N", centralDegrees(), south ? 10_000_000 : 0, epsg());
  }

  private int centralDegrees() {
    return zone * 6 - 183;
  }

  private static double atanh(double value) {
    return 0.5 * Math.log((1 + value) / (1 - value));
  }
}
