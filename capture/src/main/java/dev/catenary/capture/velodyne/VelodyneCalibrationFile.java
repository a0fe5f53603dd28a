package dev.catenary.capture.velodyne;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a unit's calibration as Velodyne's tools give it, in YAML: a list {@code lasers} whose
 * entries hold {@code laser_id}, {@code vert_correction} and {@code rot_correction} in radians and,
 * where the unit has them, {@code dist_correction}, {@code vert_offset_correction} and {@code
 * horiz_offset_correction} in metres.
 */
public final class VelodyneCalibrationFile {
  private VelodyneCalibrationFile() {}

  /**
   * @throws IOException when the file is no such calibration; says what was found and expected
   */
  public static VelodyneCalibration read(Path file) throws IOException {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (YamlEngineException e) {
      throw new IOException(file + ": found no YAML; expected a Velodyne calibration", e);
    }
    if (!(root instanceof Map<?, ?> map) || !(map.get("lasers") instanceof List<?> lasers)) {
      throw new IOException(file + ": found no list \"lasers\"; expected a Velodyne calibration");
    }
    int count = lasers.size();
    if (count != 16 && count != 32 && count != 128) {
      throw new IOException(file + ": found " + count + " lasers; expected 16, 32 or 128");
    }
    double[] elevation = new double[count];
    double[] azimuth = new double[count];
    double[] distance = new double[count];
    double[] horizontal = new double[count];
    double[] vertical = new double[count];
    boolean[] seen = new boolean[count];
    for (Object entry : lasers) {
      int id = entry instanceof Map<?, ?> laser ? (int) number(laser, "laser_id", -1) : -1;
      if (id < 0 || id >= count || seen[id]) {
        throw new IOException(
            file + ": found " + entry + "; expected each laser_id from 0 to " + (count - 1));
      }
      seen[id] = true;
      Map<?, ?> laser = (Map<?, ?>) entry;
      elevation[id] = number(laser, "vert_correction", 0);
      azimuth[id] = number(laser, "rot_correction", 0);
      distance[id] = number(laser, "dist_correction", 0);
      horizontal[id] = number(laser, "horiz_offset_correction", 0);
      vertical[id] = number(laser, "vert_offset_correction", 0);
    }
    return new VelodyneCalibration(elevation, azimuth, distance, horizontal, vertical);
  }

  private static double number(Map<?, ?> laser, String key, double fallback) {
    return laser.get(key) instanceof Number number ? number.doubleValue() : fallback;
  }
}
