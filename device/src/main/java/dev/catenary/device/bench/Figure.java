package dev.catenary.device.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One measured figure: the runs it comes from, with their unit and conditions.
 *
 * @param name what was measured
 * @param unit unit of the runs
 * @param conditions input, threads and what was on
 */
public record Figure(String name, String unit, String conditions, Runs runs) {

  /** The values of the runs, in ascending order. */
  public static final class Runs {
    private final double[] values;

    public Runs(double... values) {
      if (values.length == 0) {
        throw new IllegalArgumentException("a figure needs at least one run");
      }
      this.values = values.clone();
      Arrays.sort(this.values);
    }

    public double min() {
      return values[0];
    }

    public double median() {
      int middle = values.length / 2;
      return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    public double max() {
      return values[values.length - 1];
    }

    public int count() {
      return values.length;
    }
  }

  /** One line of the table. */
  public String row() {
    String spread =
        runs.count() == 1
            ? "(one run)"
            : String.format(
                Locale.ROOT, "(%.2f to %.2f, %d runs)", runs.min(), runs.max(), runs.count());
    return String.format(
        Locale.ROOT, "%-34s %10.2f %s %s; %s", name, runs.median(), unit, spread, conditions);
  }

  /** All of one measurement as JSON. */
  public static String json(String machine, List<Figure> figures) {
    return figures.stream()
        .map(Figure::json)
        .collect(
            Collectors.joining(
                ",\n    ", "{\"machine\": " + quoted(machine) + ", \"figures\": [\n    ", "]}\n"));
  }

  /** The same as one JSON object. */
  private String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\": %s, \"unit\": %s, \"conditions\": %s, \"median\": %.4f, \"min\": %.4f,"
            + " \"max\": %.4f, \"runs\": %d}",
        quoted(name),
        quoted(unit),
        quoted(conditions),
        runs.median(),
        runs.min(),
        runs.max(),
        runs.count());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
