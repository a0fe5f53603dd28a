package dev.catenary.device.update.slot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Points of a recording that are known from elsewhere: a new release has to decode it to them. Both
 * sides are CSV with a header that names {@code packet}, {@code x}, {@code y}, {@code z} (m) and
 * {@code ring}; the known ones are some of all.
 */
final class KnownPoints {
  private static final double TOLERANCE_METRES = 0.01;
  private static final List<String> COLUMNS = List.of("packet", "ring", "x", "y", "z");

  private final List<double[]> points = new ArrayList<>();

  private KnownPoints() {}

  static KnownPoints read(Path file) throws IOException {
    KnownPoints known = new KnownPoints();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String header = in.readLine();
      int[] columns = columns(file, header == null ? "" : header);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        known.points.add(point(file, line, columns));
      }
    }
    if (known.points.isEmpty()) {
      throw refused(file, "no point", "one at least");
    }
    return known;
  }

  private static int[] columns(Path file, String header) throws IOException {
    List<String> names = Arrays.asList(header.split(",", -1));
    int[] columns = COLUMNS.stream().mapToInt(names::indexOf).toArray();
    for (int column : columns) {
      if (column < 0) {
        throw refused(file, "the header \"" + header + "\"", "the columns " + COLUMNS);
      }
    }
    return columns;
  }

  private static double[] point(Path file, String line, int[] columns) throws IOException {
    String[] fields = line.split(",", -1);
    double[] point = new double[columns.length];
    try {
      for (int i = 0; i < columns.length; i++) {
        point[i] = Double.parseDouble(fields[columns[i]]);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw refused(file, "the line \"" + line + "\"", "numbers");
    }
    return point;
  }

  /** Checks that each known point is among those that a release has decoded. */
  void check(Path decoded) throws IOException {
    Map<String, List<double[]>> found = new HashMap<>();
    for (double[] point : read(decoded).points) {
      found.computeIfAbsent(key(point), _ -> new ArrayList<>()).add(point);
    }
    int missing = 0;
    for (double[] point : points) {
      if (found.getOrDefault(key(point), List.of()).stream().noneMatch(one -> isSame(one, point))) {
        missing++;
      }
    }
    if (missing > 0) {
      throw new IOException(
          "found that the new release does not decode "
              + missing
              + " of "
              + points.size()
              + " known points of its built-in recording, expected all within "
              + TOLERANCE_METRES
              + " m; cure: take another release");
    }
  }

  private static String key(double[] point) {
    return (long) point[0] + " " + (long) point[1];
  }

  private static boolean isSame(double[] one, double[] other) {
    for (int i = 2; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > TOLERANCE_METRES) {
        return false;
      }
    }
    return true;
  }

  private static IOException refused(Path file, String found, String expected) {
    return new IOException("found in " + file + " " + found + ", expected " + expected);
  }
}
