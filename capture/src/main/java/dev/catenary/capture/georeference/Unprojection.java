package dev.catenary.capture.georeference;

import java.io.IOException;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/** The way back from a map frame to longitude and latitude on WGS84. One thread. */
public final class Unprojection {
  private final CoordinateTransform backward;
  private final ProjCoordinate from = new ProjCoordinate();
  private final ProjCoordinate to = new ProjCoordinate();

  private Unprojection(CoordinateTransform backward) {
    this.backward = backward;
  }

  /**
   * From the frame of an EPSG code of a projected system in metres.
   *
   * @throws IOException when there is none
   */
  public static Unprojection of(String crs) throws IOException {
    try {
      CRSFactory factory = new CRSFactory();
      return new Unprojection(
          new CoordinateTransformFactory()
              .createTransform(factory.createFromName(crs), factory.createFromName("EPSG:4326")));
    } catch (Proj4jException e) {
      throw new IOException(
          "found map frame \"" + crs + "\"; expected the EPSG code of a projected system", e);
    }
  }

  /** Longitude and latitude, degrees, of a place in the frame. */
  public double[] degrees(double eastingMetres, double northingMetres) {
    from.setValue(eastingMetres, northingMetres);
    backward.transform(from, to);
    return new double[] {to.x, to.y};
  }
}
