package dev.catenary.inference.training.cloud;

import com.github.mreutegg.laszip4j.LASExtendedVariableLengthRecord;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASVariableLengthRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the units of a LAS file are, by what it says of its map frame (LAS 1.4 R15, coordinate
 * reference system information): as WKT, or as the GeoTIFF keys GTModelTypeGeoKey,
 * ProjLinearUnitsGeoKey and VerticalUnitsGeoKey (OGC GeoTIFF 1.1). Metres where it says nothing. A
 * frame that is named by its EPSG code alone is taken to be in metres.
 *
 * @param horizontalMetres metres in a unit of x and y
 * @param verticalMetres metres in a unit of z; that of x and y where nothing is said of it
 */
record CloudUnits(double horizontalMetres, double verticalMetres) {
  private static final CloudUnits METRES = new CloudUnits(1, 1);
  private static final String USER = "LASF_Projection";
  private static final int WKT_RECORD = 2112;
  private static final int KEYS_RECORD = 34735;

  private static final int MODEL_KEY = 1024;
  private static final int GEOGRAPHIC = 2;
  private static final int LINEAR_UNITS_KEY = 3076;
  private static final int VERTICAL_UNITS_KEY = 4099;

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
  private static final Pattern VERTICAL =
      Pattern.compile("VERT_?CS\\s*\\[|VERT(?:ICAL)?CRS\\s*\\[");

  /**
   * Of a file.
   *
   * @throws IOException the coordinates are angles, or a unit is not known
   */
  static CloudUnits of(LASHeader header) throws IOException {
    CloudUnits units = METRES;
    // The library fails where it is asked for records that a file has none of.
    if (header.getNumberOfVariableLengthRecords() > 0) {
      for (LASVariableLengthRecord record : header.getVariableLengthRecords()) {
        if (isOf(record.getUserID(), record.getRecordID(), WKT_RECORD)) {
          return ofWkt(record.getDataAsString());
        }
        if (isOf(record.getUserID(), record.getRecordID(), KEYS_RECORD)) {
          units = ofKeys(record.getData());
        }
      }
    }
    if (header.getNumberOfExtendedVariableLengthRecords() > 0) {
      for (LASExtendedVariableLengthRecord record : header.getExtendedVariableLengthRecords()) {
        if (isOf(record.getUserID(), record.getRecordID(), WKT_RECORD)) {
          return ofWkt(record.getDataAsString());
        }
      }
    }
    return units;
  }

  private static boolean isOf(String user, int record, int wanted) {
    return user.startsWith(USER) && record == wanted;
  }

  /** By the last length named in each part: those before are of its ellipsoid and parameters. */
  static CloudUnits ofWkt(String wkt) throws IOException {
    Matcher vertical = VERTICAL.matcher(wkt);
    int end = vertical.find() ? vertical.start() : wkt.length();
    String across = wkt.substring(0, end);
    if (!PROJECTED.matcher(across).find() && ANGULAR.matcher(across).find()) {
      throw angles();
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
    double horizontal = 1;
    double vertical = Double.NaN;
    for (int at = keys.position() + 8; at + 8 <= keys.limit(); at += 8) {
      int key = keys.getShort(at) & 0xFFFF;
      int value = keys.getShort(at + 6) & 0xFFFF;
      if (key == MODEL_KEY && value == GEOGRAPHIC) {
        throw angles();
      }
      if (key == LINEAR_UNITS_KEY) {
        horizontal = metres(value);
      } else if (key == VERTICAL_UNITS_KEY) {
        vertical = metres(value);
      }
    }
    return new CloudUnits(horizontal, Double.isNaN(vertical) ? horizontal : vertical);
  }

  private static double metres(int unit) throws IOException {
    return switch (unit) {
      case METRE -> 1;
      case FOOT -> 0.3048;
      case SURVEY_FOOT -> 1200.0 / 3937;
      default ->
          throw new IOException(
              "found the length unit EPSG:"
                  + unit
                  + "; expected metres (9001), feet (9002) or US survey feet (9003)."
                  + " Cure: write the cloud in metres");
    };
  }

  private static IOException angles() {
    return new IOException(
        "found coordinates in degrees; expected a projected map frame. Cure: project the cloud");
  }
}
