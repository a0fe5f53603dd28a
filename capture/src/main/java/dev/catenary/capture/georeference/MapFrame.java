package dev.catenary.capture.georeference;

import dev.catenary.capture.pose.Pose;
import java.io.IOException;
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
  /** WGS84, NGA.STND.0036. */
  private static final double SEMI_MAJOR_METRES = 6_378_137;

  private static final double ECCENTRICITY_SQUARED = 6.694_379_990_14e-3;
  private static final double STEP_RAD = 1e-6;

  private final String crs;
  private final String wkt;
  private final CoordinateTransform forward;
  private final ProjCoordinate from = new ProjCoordinate();
  private final ProjCoordinate to = new ProjCoordinate();

  private MapFrame(String crs, String wkt, CoordinateTransform forward) {
    this.crs = crs;
    this.wkt = wkt;
    this.forward = forward;
  }

  /**
   * The frame of an EPSG code of a projected system in metres.
   *
   * @throws IOException when there is none
   */
  public static MapFrame of(String crs) throws IOException {
    try {
      CRSFactory factory = new CRSFactory();
      CoordinateReferenceSystem target = factory.createFromName(crs);
      CoordinateReferenceSystem source = factory.createFromName("EPSG:4326");
      CoordinateTransform forward =
          new CoordinateTransformFactory().createTransform(source, target);
      return new MapFrame(crs, FrameText.of(crs, target), forward);
    } catch (Proj4jException e) {
      throw new IOException(
          "found map frame \""
              + crs
              + "\"; expected the EPSG code of a projected system, as"
              + " EPSG:7855, or auto-utm",
          e);
    }
  }

  /** The UTM zone, on WGS84, of a place. */
  public static String utmOf(double latitudeRad, double longitudeRad) {
    int zone = (int) Math.floor((Math.toDegrees(longitudeRad) + 180) / 6) % 60 + 1;
    return "EPSG:" + ((latitudeRad < 0 ? 32_700 : 32_600) + zone);
  }

  public String crs() {
    return crs;
  }

  /** The frame as OGC WKT 1, as LAS 1.4 wants it. */
  public String wkt() {
    return wkt;
  }

  /** Sets the pose's map coordinates and the frame's scale and convergence there. */
  public void place(double latitudeRad, double longitudeRad, double heightMetres, Pose pose) {
    project(latitudeRad, longitudeRad);
    pose.eastingMetres = to.x;
    pose.northingMetres = to.y;
    pose.heightMetres = heightMetres;
    double sin = Math.sin(latitudeRad);
    double w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    double primeVertical = SEMI_MAJOR_METRES / w + heightMetres;
    double meridian = SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED) / (w * w * w) + heightMetres;
    double eastMetres = STEP_RAD * primeVertical * Math.cos(latitudeRad);
    double northMetres = STEP_RAD * meridian;
    project(latitudeRad, longitudeRad + STEP_RAD);
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
