package dev.catenary.capture.hesai;

import dev.catenary.durable.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The angles of a sensor's channels: elevation and the azimuth to be added to the block's, from an
 * angle correction file (CSV: channel, elevation, azimuth in degrees), the unit's own or the
 * maker's generic one.
 */
final class HesaiAngles {
  private static final double ELEVATION_DEGREES_MAX = 90;
  private static final double AZIMUTH_DEGREES_MAX = 30;

  /** A file has a line for each of at most 128 channels. */
  private static final int BYTES_MAX = 1 << 20;

  /** By design the channels of an XT32 lie one degree apart, from 15 down to -16. */
  private static final double XT32_TOP_DEGREES = 15;

  private final double[] elevationRad;
  private final double[] azimuthRad;

  private HesaiAngles(double[] elevationRad, double[] azimuthRad) {
    this.elevationRad = elevationRad;
    this.azimuthRad = azimuthRad;
  }

  double elevationRad(int channel) {
    return elevationRad[channel];
  }

  /** To be added to a block's azimuth. */
  double azimuthRad(int channel) {
    return azimuthRad[channel];
  }

  int channels() {
    return elevationRad.length;
  }

  /** The maker's generic angles. */
  static HesaiAngles generic(HesaiModel model) {
    if (model == HesaiModel.XT32) {
      double[] elevation = new double[model.channels];
      for (int channel = 0; channel < elevation.length; channel++) {
        elevation[channel] = Math.toRadians(XT32_TOP_DEGREES - channel);
      }
      return new HesaiAngles(elevation, new double[model.channels]);
    }
    String name = "angle-" + model.displayName + ".csv";
    try (InputStream file = HesaiAngles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return parse(name, text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IOException when the file cannot be read or is no angle correction of a known number of
   *     channels
   */
  static HesaiAngles read(Path file) throws IOException {
    return parse(file.toString(), SmallFile.text(file, BYTES_MAX).lines().toList());
  }

  private static HesaiAngles parse(String name, List<String> lines) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.trim().split(",", -1);
      if (cells.length >= 3 && cells[0].matches("\\d+") && !cells[1].isBlank()) {
        rows.add(row(name, line, cells));
      }
    }
    int channels = rows.size();
    if (channels != 32 && channels != 40 && channels != 64 && channels != 128) {
      throw bad(name, channels + " channels", "32, 40, 64 or 128");
    }
    double[] elevation = new double[channels];
    double[] azimuth = new double[channels];
    boolean[] seen = new boolean[channels];
    for (double[] row : rows) {
      int channel = (int) row[0] - 1;
      if (channel < 0 || channel >= channels || seen[channel]) {
        throw bad(name, "channel " + (int) row[0], "each channel from 1 to " + channels + " once");
      }
      seen[channel] = true;
      elevation[channel] = Math.toRadians(row[1]);
      azimuth[channel] = Math.toRadians(row[2]);
    }
    return new HesaiAngles(elevation, azimuth);
  }

  private static double[] row(String name, String line, String[] cells) throws IOException {
    try {
      double[] row = {
        Integer.parseInt(cells[0]), Double.parseDouble(cells[1]), Double.parseDouble(cells[2])
      };
      if (Math.abs(row[1]) <= ELEVATION_DEGREES_MAX && Math.abs(row[2]) <= AZIMUTH_DEGREES_MAX) {
        return row;
      }
    } catch (NumberFormatException e) {
      throw bad(name, "\"" + line + "\"", "channel, elevation and azimuth in degrees");
    }
    throw bad(name, "\"" + line + "\"", "angles of 90 and 30 degrees at most");
  }

  private static IOException bad(String name, String found, String expected) {
    return new IOException(
        name
            + ": found "
            + found
            + "; expected "
            + expected
            + ", as in an angle correction file. Take it from the sensor's web page, or leave it"
            + " out to use the generic angles.");
  }
}
