package dev.catenary.device.bench;

import java.util.Arrays;

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
    return String.format(
        java.util.Locale.ROOT,
        "%-34s %9.2f  (%.2f to %.2f, %d runs) %s; %s",
        name,
        runs.median(),
        runs.min(),
        runs.max(),
        runs.count(),
        unit,
        conditions);
  }
}
