package dev.catenary.capture.georeference;

import java.util.Locale;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.proj.Projection;

/**
 * Writes a projected frame as OGC WKT 1. UTM and MGA zones are written out; of other systems the
 * projection's parameters are those proj4j has, and only transverse Mercator is known.
 *
 * <p>Source: OGC 01-009, section 7; EPSG codes of the registry.
 */
final class FrameText {
  private FrameText() {}

  static String of(String crs, CoordinateReferenceSystem system) {
    Projection projection = system.getProjection();
    String code = crs.substring(crs.indexOf(':') + 1);
    String geographic =
        switch (datum(code)) {
          case "GDA2020" -> geographic("GDA2020", "Geocentric_Datum_of_Australia_2020", 7844, true);
          case "GDA94" -> geographic("GDA94", "Geocentric_Datum_of_Australia_1994", 4283, true);
          default -> geographic("WGS 84", "WGS_1984", 4326, false);
        };
    return String.format(
        Locale.ROOT,
        "PROJCS[\"%s\",%s,PROJECTION[\"%s\"],PARAMETER[\"latitude_of_origin\",%s],"
            + "PARAMETER[\"central_meridian\",%s],PARAMETER[\"scale_factor\",%s],"
            + "PARAMETER[\"false_easting\",%s],PARAMETER[\"false_northing\",%s],"
            + "UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\",EAST],"
            + "AXIS[\"Northing\",NORTH],AUTHORITY[\"EPSG\",\"%s\"]]",
        crs,
        geographic,
        isTransverseMercator(projection) ? "Transverse_Mercator" : projection.getName(),
        projection.getProjectionLatitudeDegrees(),
        projection.getProjectionLongitudeDegrees(),
        projection.getScaleFactor(),
        projection.getFalseEasting(),
        projection.getFalseNorthing(),
        code);
  }

  private static boolean isTransverseMercator(Projection projection) {
    String name = projection.getName().toLowerCase(Locale.ROOT);
    return name.contains("utm") || name.contains("mercator") || name.contains("tmerc");
  }

  private static String datum(String code) {
    if (code.length() == 4 && code.startsWith("78")) {
      return "GDA2020";
    }
    return code.length() == 5 && code.startsWith("283") ? "GDA94" : "WGS 84";
  }

  private static String geographic(String name, String datum, int code, boolean grs80) {
    String spheroid =
        grs80
            ? "SPHEROID[\"GRS 1980\",6378137,298.257222101]"
            : "SPHEROID[\"WGS 84\",6378137,298.257223563]";
    return "GEOGCS[\""
        + name
        + "\",DATUM[\""
        + datum
        + "\","
        + spheroid
        + "],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\""
        + code
        + "\"]]";
  }
}
