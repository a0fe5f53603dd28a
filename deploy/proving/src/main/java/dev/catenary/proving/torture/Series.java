package dev.catenary.proving.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure over time, and how fast it grows in the second half. */
final class Series {
  private final String name;
  private final String unit;
  private final double noise;
  private final List<double[]> looks = new ArrayList<>();

  /**
   * @param noise growth that means nothing
   */
  Series(String name, String unit, double noise) {
    this.name = name;
    this.unit = unit;
    this.noise = noise;
  }

  void add(double seconds, double value) {
    looks.add(new double[] {seconds, value});
  }

  double noise() {
    return noise;
  }

  private List<double[]> secondHalf() {
    return looks.subList(looks.size() / 2, looks.size());
  }

  double mean() {
    return secondHalf().stream().mapToDouble(look -> look[1]).average().orElse(0);
  }

  /** By how much the line of least squares rises over the second half. */
  double growth() {
    List<double[]> half = secondHalf();
    if (half.size() < 3) {
      return 0;
    }
    double meanSeconds = half.stream().mapToDouble(look -> look[0]).average().orElse(0);
    double mean = mean();
    double both = 0;
    double squares = 0;
    for (double[] look : half) {
      both += (look[0] - meanSeconds) * (look[1] - mean);
      squares += (look[0] - meanSeconds) * (look[0] - meanSeconds);
    }
    double length = half.getLast()[0] - half.getFirst()[0];
    return squares == 0 ? 0 : both / squares * length;
  }

  String text() {
    double most = looks.stream().mapToDouble(look -> look[1]).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s: second half mean %.1f %s, growth over it %+.1f, most ever %.1f (%d looks)",
        name,
        mean(),
        unit,
        growth(),
        most,
        looks.size());
  }
}
