package dev.catenary.capture.georeference;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * The way back from a map frame to longitude and latitude on WGS84. One thread.
 *
 * <p>proj4j takes GDA94 and GDA2020 both for WGS84, though they lie 1.8 m apart. GDA2020 is what
 * WGS84 is within some centimetres (as of 2020), so a frame in GDA94 is moved there first.
 */
public final class Unprojection {
  private static final String EPSG = "EPSG:";

  private final CoordinateTransform backward;
  private final @Nullable DatumShift shift;
  private final String datum;
  private final ProjCoordinate from = new ProjCoordinate();
  private final ProjCoordinate to = new ProjCoordinate();

  private Unprojection(CoordinateTransform backward, @Nullable DatumShift shift, String datum) {
    this.datum = datum;
    this.backward = backward;
    this.shift = shift;
  }

  /**
   * From the frame of an EPSG code of a projected system in metres.
   *
   * @throws IOException when there is none
   */
  public static Unprojection of(String crs) throws IOException {
    try {
      CRSFactory factory = new CRSFactory();
      CoordinateTransform backward =
          new CoordinateTransformFactory()
              .createTransform(factory.createFromName(crs), factory.createFromName("EPSG:4326"));
      boolean isAustralian = isOn(crs, PositionDatum.GDA94) || isOn(crs, PositionDatum.GDA2020);
      return new Unprojection(
          backward,
          isOn(crs, PositionDatum.GDA94) ? DatumShift.gda94ToGda2020() : null,
          isAustralian ? PositionDatum.GDA2020.name() : "WGS84");
    } catch (Proj4jException | NumberFormatException e) {
      throw new IOException(
          "found map frame \"" + crs + "\"; expected the EPSG code of a projected system", e);
    }
  }

  private static boolean isOn(String crs, PositionDatum datum) throws IOException {
    return crs.startsWith(EPSG)
        && EpsgRegistry.find(Integer.parseInt(crs.substring(EPSG.length())))
            .geographicName()
            .equals(datum.name());
  }

  /** Datum of the degrees: {@code GDA2020} for frames of Australia, else {@code WGS84}. */
  public String datum() {
    return datum;
  }

  /** Longitude and latitude, degrees, of a place in the frame. */
  public double[] degrees(double eastingMetres, double northingMetres) {
    from.setValue(eastingMetres, northingMetres);
    backward.transform(from, to);
    DatumShift onward = shift;
    if (onward == null) {
      return new double[] {to.x, to.y};
    }
    // A kilometre of height moves a place by less than a millimetre.
    onward.apply(Math.toRadians(to.y), Math.toRadians(to.x), 0);
    return new double[] {
      Math.toDegrees(onward.longitudeRad()), Math.toDegrees(onward.latitudeRad())
    };
  }
}
