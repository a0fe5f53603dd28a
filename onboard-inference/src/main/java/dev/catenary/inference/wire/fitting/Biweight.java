package dev.catenary.inference.wire.fitting;

import java.util.Arrays;

/**
 * Weight of each point in a fit by Tukey's biweight: the less the farther off it is, and not at all
 * beyond a reach. The reach follows from the median of the residuals, so that points that are no
 * part of what is fitted do not widen it. One thread.
 *
 * <p>Source: P. W. Holland, R. E. Welsch, Robust regression using iteratively reweighted
 * least-squares, 1977: 4.685 standard deviations give 95 % of the efficiency of least squares on a
 * normal distribution. Its standard deviation is 1.4826 medians of the absolute deviations.
 */
final class Biweight {
  private static final double TUKEY = 4.685;
  private static final double SIGMA_OF_MEDIAN = 1.4826;

  /** Below this, a scale says more of the coordinates' millimetres than of the points. */
  private static final double SCALE_MIN_METRES = 0.005;

  private static final int MEDIAN_OF_MAX = 500;

  private double[] residual = new double[256];
  private double[] sorted = new double[256];
  private double[] weight = new double[256];
  private double gate;
  private int within;

  /** Makes room for so many points; where there was less, what was known of them is lost. */
  void room(int count) {
    if (weight.length < count) {
      residual = new double[count * 2];
      sorted = new double[count * 2];
      weight = new double[count * 2];
    }
  }

  /**
   * Begins with new residuals.
   *
   * @param gateMetres points farther off than this do not count at all
   */
  void begin(double gateMetres) {
    gate = gateMetres;
    within = 0;
  }

  /**
   * Distance of a point from the fit.
   *
   * @param counts whether the scale is found from this point too
   */
  void take(int point, double metres, boolean counts) {
    residual[point] = metres;
    if (counts) {
      sorted[within] = Math.abs(metres);
      within += sorted[within] <= gate ? 1 : 0;
    }
  }

  /** Number of points within the gate, of those that count for the scale. */
  int within() {
    return within;
  }

  /** The standard deviation of the residuals within the gate, metres, by their median. */
  double scale() {
    if (within == 0) {
      return SCALE_MIN_METRES;
    }
    int stride = within / MEDIAN_OF_MAX + 1;
    int kept = 0;
    for (int i = 0; i < within; i += stride) {
      sorted[kept++] = sorted[i];
    }
    Arrays.sort(sorted, 0, kept);
    return Math.max(SCALE_MIN_METRES, SIGMA_OF_MEDIAN * sorted[kept / 2]);
  }

  /** Weighs the points by their residuals. */
  void weigh(int count, double scaleMetres) {
    double reach = reach(scaleMetres, gate);
    for (int i = 0; i < count; i++) {
      double share = residual[i] / reach;
      double left = 1 - share * share;
      weight[i] = Math.abs(share) < 1 ? left * left : 0;
    }
  }

  /** From here on a point counts for nothing, metres. */
  static double reach(double scaleMetres, double gateMetres) {
    return Math.min(gateMetres, TUKEY * scaleMetres);
  }

  /** Of each point, 0 to 1; whoever knows better than the residuals may set them. */
  double[] weight() {
    return weight;
  }

  /** Of each point, metres. */
  double[] residual() {
    return residual;
  }
}
