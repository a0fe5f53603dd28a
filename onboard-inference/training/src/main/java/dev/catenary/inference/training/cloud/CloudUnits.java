package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Length of the units of a LAS file, by what it says of its map frame (LAS 1.4 R15, coordinate
 * reference system information): as WKT, or as the GeoTIFF keys GTModelTypeGeoKey,
 * ProjLinearUnitsGeoKey and VerticalUnitsGeoKey (OGC GeoTIFF 1.1). Metres where it says nothing. A
 * frame that is named by its EPSG code alone has the unit of that code ({@link FrameCodes}).
 *
 * @param horizontalMetres metres in a unit of x and y
 * @param verticalMetres metres in a unit of z; that of x and y where nothing is said of it
 */
record CloudUnits(double horizontalMetres, double verticalMetres) {
  private static final CloudUnits METRES = new CloudUnits(1, 1);
  private static final int WKT_RECORD = 2112;
  private static final int KEYS_RECORD = 34735;

  private static final int MODEL_KEY = 1024;
  private static final int GEOGRAPHIC = 2;
  private static final int PROJECTED_MODEL = 1;
  private static final int GEOCENTRIC_MODEL = 3;
  private static final int GEOGRAPHIC_KEY = 2048;
  private static final int PROJECTED_KEY = 3072;
  private static final int LINEAR_UNITS_KEY = 3076;
  private static final int VERTICAL_FRAME_KEY = 4096;
  private static final int VERTICAL_UNITS_KEY = 4099;

  private static final int USER_DEFINED = 32_767;
  private static final int METRE = 9001;
  private static final int FOOT = 9002;
  private static final int SURVEY_FOOT = 9003;

  private static final Pattern UNIT =
      Pattern.compile(
          "(?<![A-Z])(?:LENGTH)?UNIT\\s*\\[\\s*\"([^\"]*)\"\\s*,"
              + "\\s*([0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)");
  private static final Pattern ANGLE = Pattern.compile("(?i).*(degree|radian|grad|gon).*");
  private static final Pattern PROJECTED =
      Pattern.compile("PROJCS\\s*\\[|PROJ(?:ECTED)?CRS\\s*\\[");
  private static final Pattern ANGULAR =
      Pattern.compile("GEOGCS\\s*\\[|GEOG(?:RAPHIC)?CRS\\s*\\[|GEODCRS\\s*\\[");
  private static final Pattern GEOCENTRIC =
      Pattern.compile("GEOCCS\\s*\\[|CS\\s*\\[\\s*[Cc]artesian\\s*,\\s*3");
  private static final Pattern VERTICAL =
      Pattern.compile("VERT_?CS\\s*\\[|VERT(?:ICAL)?CRS\\s*\\[");

  /**
   * Of a file's records.
   *
   * @throws IOException the coordinates are angles or geocentric, or a unit is not known
   */
  static CloudUnits of(List<LasRecords.Entry> frame) throws IOException {
    CloudUnits units = METRES;
    for (LasRecords.Entry record : frame) {
      // A writer may leave an empty record of the kind that it does not use.
      if (record.id() == WKT_RECORD && !text(record).isBlank()) {
        return ofWkt(text(record));
      }
      if (record.id() == KEYS_RECORD && record.data().limit() > 0) {
        units = ofKeys(record.data());
      }
    }
    return units;
  }

  private static String text(LasRecords.Entry record) {
    String text = StandardCharsets.UTF_8.decode(record.data().duplicate()).toString();
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** By the last length named in each part: those before are of its ellipsoid and parameters. */
  static CloudUnits ofWkt(String wkt) throws IOException {
    Matcher vertical = VERTICAL.matcher(wkt);
    int end = vertical.find() ? vertical.start() : wkt.length();
    String across = wkt.substring(0, end);
    if (!PROJECTED.matcher(across).find()) {
      if (GEOCENTRIC.matcher(across).find()) {
        throw geocentric();
      }
      if (ANGULAR.matcher(across).find()) {
        throw angles();
      }
    }
    double horizontal = lastLength(across, 1);
    return new CloudUnits(horizontal, lastLength(wkt.substring(end), horizontal));
  }

  private static double lastLength(String part, double otherwise) {
    double metres = otherwise;
    Matcher unit = UNIT.matcher(part);
    while (unit.find()) {
      metres = ANGLE.matcher(unit.group(1)).matches() ? metres : Double.parseDouble(unit.group(2));
    }
    return metres;
  }

  /** By the keys: four short numbers each, after four that head them. */
  static CloudUnits ofKeys(ByteBuffer record) throws IOException {
    ByteBuffer keys = record.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int model = 0;
    int geographic = 0;
    int projected = 0;
    double horizontal = Double.NaN;
    double vertical = Double.NaN;
    for (int at = keys.position() + 8; at + 8 <= keys.limit(); at += 8) {
      int value = keys.getShort(at + 6) & 0xFFFF;
      switch (keys.getShort(at) & 0xFFFF) {
        case MODEL_KEY -> model = value;
        case GEOGRAPHIC_KEY -> geographic = value;
        case PROJECTED_KEY -> projected = value;
        case LINEAR_UNITS_KEY -> horizontal = value == USER_DEFINED ? horizontal : metres(value);
        case VERTICAL_FRAME_KEY ->
            vertical = Double.isNaN(vertical) ? FrameCodes.ofHeights(value) : vertical;
        case VERTICAL_UNITS_KEY -> vertical = value == USER_DEFINED ? vertical : metres(value);
        default -> {}
      }
    }
    if (model == GEOCENTRIC_MODEL || FrameCodes.isGeocentric(geographic, projected)) {
      throw geocentric();
    }
    boolean placed = model == PROJECTED_MODEL || projected != 0 || !Double.isNaN(horizontal);
    if (model == GEOGRAPHIC || (geographic != 0 && !placed) || FrameCodes.isAngular(projected)) {
      throw angles();
    }
    if (Double.isNaN(horizontal)) {
      horizontal = FrameCodes.metres(projected);
    }
    return new CloudUnits(horizontal, Double.isNaN(vertical) ? horizontal : vertical);
  }

  private static double metres(int unit) throws IOException {
    return switch (unit) {
      case METRE -> 1;
      case FOOT -> 0.3048;
      case SURVEY_FOOT -> 1200.0 / 3937;
      default ->
          throw CloudRefused.of(
              "the length unit EPSG:" + unit,
              "metres (9001), feet (9002) or US survey feet (9003)",
              "write the cloud in metres");
    };
  }

  private static CloudRefused angles() {
    return CloudRefused.of("coordinates in degrees", "a projected map frame", "project the cloud");
  }

  private static CloudRefused geocentric() {
    return CloudRefused.of(
        "geocentric coordinates, from the Earth's centre",
        "a projected map frame",
        "project the cloud");
  }
}
