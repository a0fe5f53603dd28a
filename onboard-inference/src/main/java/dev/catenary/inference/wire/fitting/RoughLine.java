package dev.catenary.inference.wire.fitting;

/**
 * Finds which points lie along one line seen from above, among many that do not: the best of many
 * lines through two points, by the squared distances cut off at the gate.
 */
final class RoughLine {
  private static final int TRIALS = 150;
  private static final int LOOKED_AT_MAX = 400;

  private RoughLine() {}

  /** Sets the weights of points within the gate of the line to 1 and all others to 0. */
  static void weigh(WirePoints points, int[] members, int count, double gate, double[] weight) {
    Samples samples = new Samples(count);
    int stride = Math.max(1, count / LOOKED_AT_MAX);
    double best = Double.MAX_VALUE;
    double bestX = 0;
    double bestY = 0;
    double bestHeadingX = 1;
    double bestHeadingY = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      int one = members[samples.below(count)];
      int other = members[samples.below(count)];
      double dx = points.x[other] - points.x[one];
      double dy = points.y[other] - points.y[one];
      double length = Math.hypot(dx, dy);
      if (length < 4 * gate) {
        continue;
      }
      double cost = 0;
      for (int i = 0; i < count && cost < best; i += stride) {
        double across =
            ((points.x[members[i]] - points.x[one]) * dy
                    - (points.y[members[i]] - points.y[one]) * dx)
                / length;
        cost += Math.min(across * across, gate * gate);
      }
      if (cost < best) {
        best = cost;
        bestX = points.x[one];
        bestY = points.y[one];
        bestHeadingX = dx / length;
        bestHeadingY = dy / length;
      }
    }
    for (int i = 0; i < count; i++) {
      double across =
          (points.x[members[i]] - bestX) * bestHeadingY
              - (points.y[members[i]] - bestY) * bestHeadingX;
      weight[i] = best == Double.MAX_VALUE || Math.abs(across) <= gate ? 1 : 0;
    }
  }
}
