package dev.catenary.capture.georeference;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Set;
import org.locationtech.proj4j.datum.Datum;
import org.locationtech.proj4j.datum.Ellipsoid;

/**
 * Writes a projected frame as OGC WKT 1, from the parameters by which it is computed. Frames that
 * are not in metres, or by a projection that has not been checked against another program, are
 * refused: a file must not say what is not so.
 *
 * <p>Source: OGC 01-009, section 7; names of projections and parameters as GDAL and PROJ read them;
 * EPSG codes of the registry.
 */
final class FrameText {
  private static final MathContext DIGITS = new MathContext(12);

  /** Parameters whose meaning goes beyond what this text can express. */
  private static final Set<String> REFUSED =
      Set.of("to_meter", "pm", "axis", "nadgrids", "vunits", "geoidgrids", "gamma", "a", "R");

  /** The list's parameters of these are no longer the registry's. */
  private static final Set<Integer> OUTDATED = Set.of(3844, 3973, 3974, 6996, 26979);

  private static final double ARC_SECOND_RAD = Math.PI / 648_000;

  private final EpsgRegistry frame;
  private final Datum datum;

  private FrameText(EpsgRegistry frame, Datum datum) {
    this.frame = frame;
    this.datum = datum;
  }

  /**
   * @throws IOException when the frame is none of those that are known, saying why
   */
  static String of(EpsgRegistry frame, Datum datum) throws IOException {
    return new FrameText(frame, datum).text();
  }

  private String text() throws IOException {
    String units = frame.parameters().getOrDefault("units", "m");
    if (!units.equals("m")) {
      throw refused("its unit is " + units);
    }
    for (String parameter : REFUSED) {
      if (frame.parameters().containsKey(parameter)) {
        throw refused("it is defined with " + parameter);
      }
    }
    if (OUTDATED.contains(frame.code())) {
      throw refused("its parameters here are not the registry's");
    }
    if (datum.getEllipsoid().getName().startsWith("Clarke 1880")) {
      throw refused("its Clarke 1880 ellipsoid here is not quite the registry's");
    }
    if (!isGeocentric() && !datum.hasTransformToWGS84()) {
      throw refused("how its datum lies to WGS 84 is not known");
    }
    return "PROJCS[\""
        + frame.name()
        + "\","
        + geographic()
        + ",PROJECTION[\""
        + projection()
        + ",UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\",EAST],"
        + "AXIS[\"Northing\",NORTH],AUTHORITY[\"EPSG\",\""
        + frame.code()
        + "\"]]";
  }

  private String projection() throws IOException {
    String name = frame.value("proj");
    return switch (name) {
      case "utm" -> utm();
      case "tmerc" -> "Transverse_Mercator\"]" + origin() + scale() + falseOrigin();
      case "sterea" -> "Oblique_Stereographic\"]" + origin() + scale() + falseOrigin();
      case "lcc" -> lambertConic();
      case "aea" -> "Albers_Conic_Equal_Area\"]" + parallels() + centre() + falseOrigin();
      case "laea" -> "Lambert_Azimuthal_Equal_Area\"]" + centre() + falseOrigin();
      case "merc" -> mercator();
      case "stere" -> polarStereographic();
      default -> throw refused("its projection is " + name);
    };
  }

  private String utm() {
    int zone = Integer.parseInt(frame.value("zone"));
    return "Transverse_Mercator\"]"
        + parameter("latitude_of_origin", "0")
        + parameter("central_meridian", Integer.toString(6 * zone - 183))
        + parameter("scale_factor", "0.9996")
        + parameter("false_easting", "500000")
        + parameter("false_northing", frame.parameters().containsKey("south") ? "10000000" : "0");
  }

  private String lambertConic() throws IOException {
    if (frame.parameters().containsKey("lat_2")) {
      return "Lambert_Conformal_Conic_2SP\"]" + parallels() + origin() + falseOrigin();
    }
    if (!frame.value("lat_1").equals(frame.value("lat_0"))) {
      throw refused("its only standard parallel is not its origin's");
    }
    return "Lambert_Conformal_Conic_1SP\"]" + origin() + scale() + falseOrigin();
  }

  private String mercator() throws IOException {
    if (frame.parameters().containsKey("lat_ts")) {
      throw refused("its projection is Mercator by a parallel of true scale");
    }
    return "Mercator_1SP\"]"
        + parameter("central_meridian", frame.value("lon_0"))
        + scale()
        + falseOrigin();
  }

  private String polarStereographic() throws IOException {
    String pole = frame.value("lat_0");
    if (Math.abs(Double.parseDouble(pole)) != 90) {
      throw refused("its projection is stereographic, but not of a pole");
    }
    String trueAt = frame.parameters().getOrDefault("lat_ts", pole);
    return "Polar_Stereographic\"]"
        + parameter("latitude_of_origin", trueAt)
        + parameter("central_meridian", frame.value("lon_0"))
        + scale()
        + falseOrigin();
  }

  private String parallels() {
    return parameter("standard_parallel_1", frame.value("lat_1"))
        + parameter("standard_parallel_2", frame.value("lat_2"));
  }

  private String origin() {
    return parameter("latitude_of_origin", frame.value("lat_0"))
        + parameter("central_meridian", frame.value("lon_0"));
  }

  private String centre() {
    return parameter("latitude_of_center", frame.value("lat_0"))
        + parameter("longitude_of_center", frame.value("lon_0"));
  }

  private String scale() {
    String longer = frame.parameters().getOrDefault("k_0", "1");
    return parameter("scale_factor", frame.parameters().getOrDefault("k", longer));
  }

  private String falseOrigin() {
    return parameter("false_easting", frame.value("x_0"))
        + parameter("false_northing", frame.value("y_0"));
  }

  private static String parameter(String name, String value) {
    return ",PARAMETER[\"" + name + "\"," + value + "]";
  }

  private String geographic() {
    Ellipsoid ellipsoid = datum.getEllipsoid();
    double flattened = ellipsoid.getA() - ellipsoid.getB();
    int code = frame.geographicCode();
    return "GEOGCS[\""
        + frame.geographicName()
        + "\",DATUM[\""
        + MapDatum.wktName(frame.geographicName())
        + "\",SPHEROID[\""
        + ellipsoid.getName()
        + "\","
        + plain(ellipsoid.getA())
        + ","
        + (flattened == 0 ? "0" : plain(ellipsoid.getA() / flattened))
        + "]"
        + toWgs84()
        + "],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]"
        + (code == 0 ? "" : ",AUTHORITY[\"EPSG\",\"" + code + "\"]")
        + "]";
  }

  /** On these ellipsoids a datum is taken to be one of satellites, and its positions to be so. */
  private boolean isGeocentric() {
    double a = datum.getEllipsoid().getA();
    double b = datum.getEllipsoid().getB();
    return a == 6_378_137 && Math.abs(a / (a - b) - 298.2572) < 0.001;
  }

  /** Said only where it moves anything: it is what the points were computed by. */
  private String toWgs84() {
    double[] shift = datum.getTransformToWGS84();
    if (shift == null
        || !datum.hasTransformToWGS84()
        || (isGeocentric()
            && Arrays.stream(shift, 0, Math.min(3, shift.length)).allMatch(d -> d == 0))) {
      return "";
    }
    boolean seven = shift.length == 7;
    StringBuilder text = new StringBuilder(",TOWGS84[");
    for (int i = 0; i < 7; i++) {
      double value = i < 3 ? shift[i] : 0;
      if (seven && i >= 3) {
        value = i < 6 ? shift[i] / ARC_SECOND_RAD : (shift[6] - 1) * 1e6;
      }
      text.append(i == 0 ? "" : ",").append(plain(value));
    }
    return text.append(']').toString();
  }

  private static String plain(double value) {
    return new BigDecimal(value)
        .round(DIGITS)
        .setScale(9, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private IOException refused(String why) {
    return new IOException(
        "found map frame EPSG:"
            + frame.code()
            + ", but "
            + why
            + "; expected a projected system in metres, by transverse Mercator, Mercator, Lambert,"
            + " Albers or stereographic, as EPSG:7855, or auto-utm");
  }
}
