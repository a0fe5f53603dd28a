package dev.catenary.capture.gnss;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * Height of the EGM96 geoid above the WGS 84 ellipsoid, interpolated in a grid of 15 minutes of
 * arc. The grid is read at the first question (2 MiB) and kept.
 *
 * <p>The model's own error is stated as 0.5 to 1 m. It is a stand-in for receivers that leave the
 * separation out, no basis of a levelled survey.
 *
 * <p>Source: NASA/TP-1998-206861, "The Development of the Joint NASA GSFC and NIMA Geopotential
 * Model EGM96"; grid WW15MGH.DAC. Origin and layout: SOURCE.txt beside the grid.
 */
public final class Egm96 implements GeoidSeparation {
  private static final int ROWS = 721;
  private static final int COLUMNS = 1_440;
  private static final double NODES_PER_DEGREE = 4;
  private static final double CENTIMETRE = 0.01;
  private static final String GRID = "egm96-15.gz";

  private short[] centimetres = new short[0];

  @Override
  public double metres(double latitudeRad, double longitudeRad) {
    if (!Double.isFinite(latitudeRad) || !Double.isFinite(longitudeRad)) {
      return Double.NaN;
    }
    if (centimetres.length == 0) {
      centimetres = read();
    }
    double latitude = Math.clamp(Math.toDegrees(latitudeRad), -90, 90);
    double turned = Math.toDegrees(longitudeRad) % 360;
    double longitude = turned < 0 ? turned + 360 : turned;
    double down = (90 - latitude) * NODES_PER_DEGREE;
    double across = longitude * NODES_PER_DEGREE;
    int row = Math.min((int) down, ROWS - 2);
    int column = (int) across % COLUMNS;
    int next = (column + 1) % COLUMNS;
    double south = down - row;
    double east = across - (int) across;
    double upper = between(at(row, column), at(row, next), east);
    double lower = between(at(row + 1, column), at(row + 1, next), east);
    return between(upper, lower, south) * CENTIMETRE;
  }

  private int at(int row, int column) {
    return centimetres[row * COLUMNS + column];
  }

  private static double between(double from, double to, double part) {
    return from + (to - from) * part;
  }

  private static short[] read() {
    try (InputStream resource = Egm96.class.getResourceAsStream(GRID)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + GRID + " is missing");
      }
      DataInputStream in = new DataInputStream(new GZIPInputStream(resource, 1 << 16));
      byte[] bytes = in.readNBytes(ROWS * COLUMNS * Short.BYTES);
      short[] grid = new short[ROWS * COLUMNS];
      for (int row = 0; row < ROWS; row++) {
        short step = 0;
        for (int column = 0; column < COLUMNS; column++) {
          int at = row * COLUMNS + column;
          step += (short) ((bytes[2 * at] << 8) | (bytes[2 * at + 1] & 0xFF));
          grid[at] = (short) (step + (row == 0 ? 0 : grid[at - COLUMNS]));
        }
      }
      return grid;
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + GRID + " cannot be read", e);
    }
  }
}
