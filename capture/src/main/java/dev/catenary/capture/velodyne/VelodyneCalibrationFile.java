package dev.catenary.capture.velodyne;

import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import dev.catenary.proto.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a unit's calibration as Velodyne's tools give it, in YAML: a list {@code lasers} whose
 * entries hold {@code laser_id}, {@code vert_correction} and {@code rot_correction} in radians and,
 * where the unit has them, {@code dist_correction}, {@code vert_offset_correction} and {@code
 * horiz_offset_correction} in metres.
 *
 * <p>Not used, as they are of the HDL-64E only: the corrections by two points ({@code
 * dist_correction_x}, {@code _y}) and the focal intensity corrections. Nor {@code
 * distance_resolution}: the unit of a distance is the model's.
 */
public final class VelodyneCalibrationFile {
  /** That of 128 lasers has 30 kB. */
  private static final int BYTES_MAX = 1 << 20;

  /** Steeper than any laser of these models; what is larger is likely in degrees. */
  private static final double ANGLE_RAD_MAX = Math.PI / 4;

  private static final double OFFSET_METRES_MAX = 1;

  private VelodyneCalibrationFile() {}

  /**
   * @throws IOException when the file cannot be read or is no such calibration; says what was
   *     found, what was expected and the cure
   */
  public static VelodyneCalibration read(Path file) throws IOException {
    List<?> lasers = lasers(file);
    int count = lasers.size();
    if (count != 16 && count != 32 && count != 128) {
      throw bad(file, count + " lasers", "16, 32 or 128");
    }
    double[] elevation = new double[count];
    double[] azimuth = new double[count];
    double[] distance = new double[count];
    double[] horizontal = new double[count];
    double[] vertical = new double[count];
    boolean[] seen = new boolean[count];
    for (Object entry : lasers) {
      if (!(entry instanceof Map<?, ?> laser)
          || !(laser.get("laser_id") instanceof Integer id)
          || id < 0
          || id >= count
          || seen[id]) {
        throw bad(file, entry, "each laser_id from 0 to " + (count - 1) + " once");
      }
      seen[id] = true;
      elevation[id] = number(file, laser, "vert_correction", null, ANGLE_RAD_MAX);
      azimuth[id] = number(file, laser, "rot_correction", 0.0, ANGLE_RAD_MAX);
      distance[id] = number(file, laser, "dist_correction", 0.0, OFFSET_METRES_MAX);
      horizontal[id] = number(file, laser, "horiz_offset_correction", 0.0, OFFSET_METRES_MAX);
      vertical[id] = number(file, laser, "vert_offset_correction", 0.0, OFFSET_METRES_MAX);
    }
    return new VelodyneCalibration(elevation, azimuth, distance, horizontal, vertical);
  }

  private static List<?> lasers(Path file) throws IOException {
    Object root;
    try (InputStream in = Files.newInputStream(file)) {
      root = BoundedYaml.load(Utf8.read(in, BYTES_MAX));
    } catch (TextRefused e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> map) || !(map.get("lasers") instanceof List<?> lasers)) {
      throw bad(file, "no list \"lasers\"", "one entry for each laser");
    }
    return lasers;
  }

  /**
   * @param fallback what it is where the file does not say, or null when it must
   */
  private static double number(
      Path file, Map<?, ?> laser, String key, @Nullable Double fallback, double largest)
      throws IOException {
    Object value = laser.get(key);
    if (value == null && !laser.containsKey(key) && fallback != null) {
      return fallback;
    }
    if (!(value instanceof Number number) || !(Math.abs(number.doubleValue()) <= largest)) {
      throw bad(
          file,
          "laser " + laser.get("laser_id") + " with " + key + " " + value,
          "a number between -" + largest + " and " + largest + ", in radians or metres");
    }
    return number.doubleValue();
  }

  private static IOException bad(Path file, Object found, String expected) {
    return new IOException(
        file
            + ": found "
            + found
            + "; expected "
            + expected
            + "; give the calibration that came with this unit, or leave it out to use the design"
            + " angles");
  }
}
