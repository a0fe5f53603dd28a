package dev.catenary.capture.ouster;

import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Finds metadata's values in JSON, in a section of their own (nested form) or at the top (flat
 * form), and what the maker's software takes in their absence.
 *
 * <p>Source of the names: Ouster HTTP API reference; of the defaults: the maker's SDK 1.0.1.
 */
final class OusterMetadataReader {
  private static final String SENSOR_INFO = "sensor_info";
  private static final String BEAMS = "beam_intrinsics";
  private static final String LIDAR = "lidar_intrinsics";
  private static final String FORMAT = "lidar_data_format";
  private static final String FORMAT_FLAT = "data_format";
  private static final String IMU_FORMAT = "imu_data_format";
  private static final String CONFIG = "config_params";

  private static final int COLUMNS_PER_PACKET = 16;
  private static final int PORT_MAX = 65_535;
  private static final int TRANSFORM_SIZE = 16;
  private static final int TRANSFORM_X = 3;
  private static final int TRANSFORM_Z = 11;

  /** Half a turn about the axis, and the height of the beams' plane over the base. */
  private static final List<Double> LIDAR_TO_SENSOR =
      List.of(-1., 0., 0., 0., 0., -1., 0., 0., 0., 0., 1., 36.18, 0., 0., 0., 1.);

  private static final double BEAM_ORIGIN_GENERATION_1 = 12.163;
  private static final Map<String, Double> BEAM_ORIGINS =
      Map.of("OS-0-", 27.67, "OS-1-", 15.806, "OS-2-", 13.762);

  private final String origin;
  private Map<?, ?> root = Map.of();

  /**
   * @param origin where the text is from, for messages
   */
  OusterMetadataReader(String origin) {
    this.origin = origin;
  }

  OusterMetadata read(String json) throws OusterMetadataException {
    root = object(json);
    List<Double> altitudes = angles("beam_altitude_angles");
    List<Double> azimuths = angles("beam_azimuth_angles");
    String mode = text("", "lidar_mode", CONFIG);
    int columns = columnsPerFrame(mode);
    OusterProfile profile = profile();
    List<Double> window = columnWindow(columns);
    List<Double> beamToLidar = transform("beam_to_lidar_transform", BEAMS);
    List<Double> lidarToSensor = transform("lidar_to_sensor_transform", LIDAR);
    String productLine = text("", "prod_line", SENSOR_INFO);
    double beamOrigin =
        number(
            BEAM_ORIGINS.getOrDefault(
                productLine.substring(0, Math.min(5, productLine.length())),
                BEAM_ORIGIN_GENERATION_1),
            "lidar_origin_to_beam_origin_mm",
            BEAMS);
    try {
      return new OusterMetadata(
          productLine,
          serial(),
          integer(0, "initialization_id", SENSOR_INFO),
          text("", "build_rev", SENSOR_INFO),
          mode.isEmpty() ? columns + " columns" : mode,
          profile,
          hasFusaHeader(profile),
          integer(altitudes.size(), "pixels_per_column", FORMAT, FORMAT_FLAT),
          integer(COLUMNS_PER_PACKET, "columns_per_packet", FORMAT, FORMAT_FLAT),
          columns,
          window.get(0).intValue(),
          window.get(1).intValue(),
          integer(0, "imu_measurements_per_packet", IMU_FORMAT),
          port("udp_port_lidar"),
          port("udp_port_imu"),
          text("", "timestamp_mode", CONFIG),
          altitudes,
          azimuths,
          beamToLidar == null ? beamOrigin : beamToLidar.get(TRANSFORM_X),
          beamToLidar == null ? 0 : beamToLidar.get(TRANSFORM_Z),
          lidarToSensor == null ? LIDAR_TO_SENSOR : lidarToSensor);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), e);
    }
  }

  /** JSON is YAML but for tabs, which JSON allows between its parts and nowhere else. */
  private Map<?, ?> object(String json) throws OusterMetadataException {
    String plain = json.startsWith("\uFEFF") ? json.substring(1) : json;
    if (plain.stripLeading().startsWith("{")) {
      try {
        if (BoundedYaml.loadLastKey(plain.replace('\t', ' ')) instanceof Map<?, ?> map) {
          return map;
        }
      } catch (TextRefused e) {
        throw wrong("found damaged JSON; expected an Ouster sensor's metadata", e);
      }
    }
    throw wrong("found no JSON object; expected an Ouster sensor's metadata", null);
  }

  private List<Double> angles(String key) throws OusterMetadataException {
    List<Double> angles = numbers(key, BEAMS);
    if (angles == null || angles.isEmpty()) {
      throw wrong(
          "found no list of numbers \"" + key + "\"; expected one angle for each row", null);
    }
    return angles;
  }

  private int columnsPerFrame(String mode) throws OusterMetadataException {
    Matcher matcher = OusterMetadata.LIDAR_MODE.matcher(mode);
    int byMode = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    int columns = integer(byMode, "columns_per_frame", FORMAT, FORMAT_FLAT);
    if (columns == 0) {
      throw wrong("found neither lidar_mode nor columns_per_frame; expected one of them", null);
    }
    if (byMode != 0 && columns != byMode) {
      throw wrong(
          "found lidar_mode " + mode + " and columns_per_frame " + columns + "; expected the same",
          null);
    }
    return columns;
  }

  /** First and last column. */
  private List<Double> columnWindow(int columns) throws OusterMetadataException {
    List<Double> window = numbers("column_window", FORMAT, FORMAT_FLAT);
    if (window == null) {
      return List.of(0., columns - 1.);
    }
    if (window.size() != 2) {
      throw wrong(
          "found column_window " + window + "; expected the first and the last column", null);
    }
    return window;
  }

  private OusterProfile profile() throws OusterMetadataException {
    String name =
        text(OusterProfile.LEGACY.name(), "udp_profile_lidar", FORMAT, FORMAT_FLAT, CONFIG);
    OusterProfile profile = OusterProfile.named(name);
    if (profile == null) {
      throw wrong(
          "found udp_profile_lidar " + name + "; expected one of " + OusterProfile.names(), null);
    }
    return profile;
  }

  private boolean hasFusaHeader(OusterProfile profile) {
    String fallback = profile == OusterProfile.FUSA_RNG15_RFL8_NIR8_DUAL ? "FUSA" : "STANDARD";
    return profile != OusterProfile.LEGACY
        && text(fallback, "header_type", FORMAT, CONFIG).equals("FUSA");
  }

  private int port(String key) throws OusterMetadataException {
    int port = integer(0, key, CONFIG);
    if (port < 0 || port > PORT_MAX) {
      throw wrong("found " + key + " " + port + "; expected 0 to " + PORT_MAX, null);
    }
    return port;
  }

  private long serial() throws OusterMetadataException {
    String serial = text("", "prod_sn", SENSOR_INFO);
    try {
      return serial.isEmpty() ? 0 : Long.parseLong(serial);
    } catch (NumberFormatException e) {
      throw wrong("found prod_sn " + serial + "; expected a number", e);
    }
  }

  private @Nullable List<Double> transform(String key, String section)
      throws OusterMetadataException {
    List<Double> numbers = numbers(key, section);
    if (numbers != null && numbers.size() != TRANSFORM_SIZE) {
      throw wrong(
          "found " + numbers.size() + " numbers in " + key + "; expected " + TRANSFORM_SIZE, null);
    }
    return numbers;
  }

  /** The value in the first of the sections that is there, else at the top. */
  private @Nullable Object find(String key, String... sections) {
    for (String section : sections) {
      if (root.get(section) instanceof Map<?, ?> map && map.get(key) != null) {
        return map.get(key);
      }
    }
    return root.get(key);
  }

  private String text(String fallback, String key, String... sections) {
    Object found = find(key, sections);
    return found == null ? fallback : found.toString();
  }

  private int integer(int fallback, String key, String... sections) throws OusterMetadataException {
    double number = number(fallback, key, sections);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong("found " + key + " " + number + "; expected a whole number", null);
    }
    return (int) number;
  }

  private double number(double fallback, String key, String... sections)
      throws OusterMetadataException {
    Object found = find(key, sections);
    if (found == null) {
      return fallback;
    }
    if (found instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong("found " + key + " " + found + "; expected a number", null);
  }

  /** Null where there is no such list. */
  private @Nullable List<Double> numbers(String key, String... sections)
      throws OusterMetadataException {
    if (!(find(key, sections) instanceof List<?> list)) {
      return null;
    }
    List<Double> numbers = new ArrayList<>();
    for (Object entry : list) {
      if (!(entry instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw wrong("found " + entry + " in " + key + "; expected numbers only", null);
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  private OusterMetadataException wrong(@Nullable String message, @Nullable Throwable cause) {
    return new OusterMetadataException(origin + ": " + message, cause);
  }
}
