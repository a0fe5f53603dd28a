package dev.catenary.capture.georeference;

import dev.catenary.capture.pose.Pose;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * The projected frame of all that follows. Projects the vehicle's positions only; around each it
 * gives what a metre east and a metre north is in the frame, so points need no projection.
 */
public final class MapFrame {
  /** Asks for the UTM zone, on WGS 84, of the first position. */
  public static final String AUTO_UTM = "auto-utm";

  /** WGS84, NGA.STND.0036. */
  private static final double SEMI_MAJOR_METRES = 6_378_137;

  private static final double ECCENTRICITY_SQUARED = 6.694_379_990_14e-3;
  private static final String EPSG = "EPSG:";

  /** Five degrees: farther from its meridian a zone's series loses the millimetre. */
  private static final double OFF_MERIDIAN_RAD_MAX = Math.toRadians(5);

  private static final double STEP_RAD = 1e-6;

  /** Distances of clearances are taken in the frame: two millimetres a metre, and no more. */
  private static final double SCALE_OFF_MAX = 0.002;

  /** A kilometre from a pole: nearer, a metre east is soon too much of the way around it. */
  private static final double LATITUDE_RAD_MAX = Math.PI / 2 - 160 * STEP_RAD;

  private final String crs;
  private final String wkt;
  private final CoordinateTransform forward;
  private final ProjCoordinate from = new ProjCoordinate();
  private final ProjCoordinate to = new ProjCoordinate();

  private final @Nullable DatumShift shift;

  /** Of a transverse Mercator; NaN of other projections. */
  private final double meridianRad;

  private MapFrame(
      String crs,
      String wkt,
      CoordinateTransform forward,
      @Nullable DatumShift shift,
      double meridianRad) {
    this.crs = crs;
    this.wkt = wkt;
    this.forward = forward;
    this.shift = shift;
    this.meridianRad = meridianRad;
  }

  /**
   * The frame that a configuration asks for.
   *
   * @param crs EPSG code, or {@link #AUTO_UTM}
   * @return null when it is found from the first position
   * @throws IOException when there is none, or positions in that datum cannot be placed in it
   */
  public static @Nullable MapFrame ofConfigured(String crs, PositionDatum datum)
      throws IOException {
    if (!crs.equals(AUTO_UTM)) {
      return of(crs, datum);
    }
    if (datum != PositionDatum.FRAME) {
      throw new IOException(
          "found positions in "
              + datum
              + " and map frame auto-utm, which is in WGS 84; expected a frame in GDA2020 or"
              + " GDA94, as EPSG:7855");
    }
    return null;
  }

  /**
   * The frame of an EPSG code, for positions in its own datum.
   *
   * @throws IOException when there is none
   */
  public static MapFrame of(String crs) throws IOException {
    return of(crs, PositionDatum.FRAME);
  }

  /**
   * The frame of an EPSG code of a projected system in metres.
   *
   * @param datum of the positions that will be placed
   * @throws IOException when there is none, or positions in that datum cannot be placed in it
   */
  public static MapFrame of(String crs, PositionDatum datum) throws IOException {
    try {
      if (!crs.startsWith(EPSG)) {
        throw unknown(crs, new IOException("it does not begin with " + EPSG));
      }
      EpsgRegistry registry = EpsgRegistry.find(Integer.parseInt(crs.substring(EPSG.length())));
      CRSFactory factory = new CRSFactory();
      CoordinateReferenceSystem target = factory.createFromName(crs);
      String wkt = FrameText.of(registry, target.getDatum());
      CoordinateReferenceSystem source = factory.createFromName("EPSG:4326");
      CoordinateTransform forward =
          new CoordinateTransformFactory().createTransform(source, target);
      String projection = registry.value("proj");
      return new MapFrame(
          crs,
          wkt,
          forward,
          shift(crs, registry.geographicName(), datum),
          projection.equals("utm") || projection.equals("tmerc")
              ? Math.toRadians(target.getProjection().getProjectionLongitudeDegrees())
              : Double.NaN);
    } catch (Proj4jException | NumberFormatException e) {
      throw unknown(crs, e);
    }
  }

  private static @Nullable DatumShift shift(String crs, String frameDatum, PositionDatum datum)
      throws IOException {
    if (datum == PositionDatum.FRAME || datum.name().equals(frameDatum)) {
      return null;
    }
    return switch (frameDatum) {
      case "GDA2020" -> DatumShift.gda94ToGda2020();
      case "GDA94" -> DatumShift.gda2020ToGda94();
      default ->
          throw new IOException(
              "found positions in "
                  + datum
                  + " and map frame "
                  + crs
                  + " in "
                  + frameDatum
                  + "; expected a frame in GDA2020 or GDA94, as EPSG:7855 or EPSG:28355");
    };
  }

  private static IOException unknown(String crs, Exception cause) {
    return new IOException(
        "found map frame \""
            + crs
            + "\"; expected the EPSG code of a projected system, as"
            + " EPSG:7855, or auto-utm",
        cause);
  }

  /**
   * The UTM zone, on WGS84, of a place, with the wider zones of south-west Norway (32V) and of
   * Svalbard (31X, 33X, 35X, 37X).
   *
   * <p>Source: NGA.SIG.0012 2.0.0, Universal Grids, section 3: the zones of the UTM grid.
   */
  public static String utmOf(double latitudeRad, double longitudeRad) {
    double latitude = Math.toDegrees(latitudeRad);
    double longitude = Math.IEEEremainder(Math.toDegrees(longitudeRad), 360);
    int zone = (int) Math.floor((longitude + 180) / 6) % 60 + 1;
    if (latitude >= 56 && latitude < 64 && longitude >= 3 && longitude < 12) {
      zone = 32;
    } else if (latitude >= 72 && latitude <= 84 && longitude >= 0 && longitude < 42) {
      zone = longitude < 9 ? 31 : longitude < 21 ? 33 : longitude < 33 ? 35 : 37;
    }
    return "EPSG:" + ((latitudeRad < 0 ? 32_700 : 32_600) + zone);
  }

  public String crs() {
    return crs;
  }

  /** The frame as OGC WKT 1, as LAS 1.4 wants it. */
  public String wkt() {
    return wkt;
  }

  /**
   * The frame with its heights, as a compound system of OGC WKT 1: the map frame, and heights above
   * the ellipsoid of its datum in metres.
   *
   * <p>Source: OGC 01-009, section 12.3.3: the vertical datum type 2002 is that of ellipsoidal
   * heights; PROJ reads such a pair as a projected system of three axes.
   */
  public String wktWithHeight() {
    int from = wkt.indexOf('"') + 1;
    String name = wkt.substring(from, wkt.indexOf('"', from));
    return "COMPD_CS[\""
        + name
        + " + ellipsoidal height\","
        + wkt
        + ",VERT_CS[\"Ellipsoid (metre)\",VERT_DATUM[\"Ellipsoid\",2002],"
        + "UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Up\",UP]]]";
  }

  /**
   * Sets the pose's map coordinates and the frame's scale and convergence there.
   *
   * @return false when the pose is not to be used: its coordinates mean nothing so far outside the
   *     frame's area, or a metre of the frame is off by more than 0.2 % there
   */
  public boolean place(double latitudeRad, double longitudeRad, double heightMetres, Pose pose) {
    if (Math.abs(latitudeRad) > LATITUDE_RAD_MAX) {
      return false;
    }
    DatumShift toFrame = shift;
    try {
      if (toFrame == null) {
        placeInFrame(latitudeRad, longitudeRad, heightMetres, pose);
      } else {
        toFrame.apply(latitudeRad, longitudeRad, heightMetres);
        placeInFrame(toFrame.latitudeRad(), toFrame.longitudeRad(), toFrame.heightMetres(), pose);
      }
    } catch (Proj4jException e) {
      // A projection has places that it cannot show at all, as its centre's opposite.
      return false;
    }
    return isNearMeridian(latitudeRad, longitudeRad)
        && Double.isFinite(pose.eastingMetres)
        && isTrueToScale(pose);
  }

  /** Tests whether a metre of the frame is a metre on the site, whatever its direction. */
  private static boolean isTrueToScale(Pose pose) {
    double east = pose.eastingPerEast;
    double eastNorth = pose.eastingPerNorth;
    double northEast = pose.northingPerEast;
    double north = pose.northingPerNorth;
    // Singular values of the two by two matrix: the largest and the smallest scale there.
    double sum = Math.hypot(east + north, northEast - eastNorth) / 2;
    double difference = Math.hypot(east - north, northEast + eastNorth) / 2;
    return sum + difference <= 1 + SCALE_OFF_MAX && Math.abs(sum - difference) >= 1 - SCALE_OFF_MAX;
  }

  private boolean isNearMeridian(double latitudeRad, double longitudeRad) {
    double off = Math.IEEEremainder(longitudeRad - meridianRad, 2 * Math.PI);
    return Double.isNaN(off)
        || (Math.abs(off) < Math.PI / 2
            && Math.abs(off) * Math.cos(latitudeRad) < OFF_MERIDIAN_RAD_MAX);
  }

  private void placeInFrame(
      double latitudeRad, double longitudeRad, double heightMetres, Pose pose) {
    project(latitudeRad, longitudeRad);
    pose.eastingMetres = to.x;
    pose.northingMetres = to.y;
    pose.heightMetres = heightMetres;
    double sin = Math.sin(latitudeRad);
    double w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    double primeVertical = SEMI_MAJOR_METRES / w + heightMetres;
    double meridian = SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED) / (w * w * w) + heightMetres;
    // Longitudes beyond 180 degrees are not projected: there a step to the west tells the same.
    double step = longitudeRad + STEP_RAD > Math.PI ? -STEP_RAD : STEP_RAD;
    double eastMetres = step * primeVertical * Math.cos(latitudeRad);
    double northMetres = STEP_RAD * meridian;
    project(latitudeRad, longitudeRad + step);
    pose.eastingPerEast = (to.x - pose.eastingMetres) / eastMetres;
    pose.northingPerEast = (to.y - pose.northingMetres) / eastMetres;
    project(latitudeRad + STEP_RAD, longitudeRad);
    pose.eastingPerNorth = (to.x - pose.eastingMetres) / northMetres;
    pose.northingPerNorth = (to.y - pose.northingMetres) / northMetres;
  }

  private void project(double latitudeRad, double longitudeRad) {
    from.setValue(Math.toDegrees(longitudeRad), Math.toDegrees(latitudeRad));
    forward.transform(from, to);
  }
}
