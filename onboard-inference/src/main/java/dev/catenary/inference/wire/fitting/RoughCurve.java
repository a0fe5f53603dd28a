package dev.catenary.inference.wire.fitting;

import org.jspecify.annotations.Nullable;

/**
 * A first curve in a wire's plane: the best of many parabolas through three points, by the squared
 * heights above it cut off at the gate. Only those that do not bend downwards count.
 *
 * @param height at the anchor
 * @param slope at the anchor
 * @param perMetre curvature at the anchor, at least 0
 */
record RoughCurve(double height, double slope, double perMetre) {
  private static final int TRIALS = 80;
  private static final int LOOKED_AT_MAX = 200;
  private static final double SHARE_APART = 0.1;

  /** A known curve whose points are within a fifth of the gate of it is not bettered by chance. */
  private static final double NEAR_SHARE = 0.04;

  /**
   * Finds it.
   *
   * @param along place of each member
   * @param weight members of weight 0 are left out
   * @param known the curve to be bettered, or null
   */
  static @Nullable RoughCurve of(
      WirePoints points,
      int[] members,
      int count,
      double[] along,
      double[] weight,
      double gate,
      @Nullable RoughCurve known) {
    int[] chosen = chosen(count, weight);
    if (chosen.length < 3) {
      return known;
    }
    double apart = SHARE_APART * extent(chosen, along);
    Samples samples = new Samples(count);
    RoughCurve best = known;
    double bestCost =
        known == null
            ? Double.MAX_VALUE
            : known.cost(points, members, along, chosen, gate, Double.MAX_VALUE);
    if (bestCost <= NEAR_SHARE * gate * gate * chosen.length) {
      return best;
    }
    for (int trial = 0; trial < TRIALS; trial++) {
      int a = chosen[samples.below(chosen.length)];
      int b = chosen[samples.below(chosen.length)];
      int c = chosen[samples.below(chosen.length)];
      if (Math.abs(along[a] - along[b]) <= apart
          || Math.abs(along[b] - along[c]) <= apart
          || Math.abs(along[a] - along[c]) <= apart) {
        continue;
      }
      RoughCurve curve =
          through(
              along[a],
              points.z[members[a]],
              along[b],
              points.z[members[b]],
              along[c],
              points.z[members[c]]);
      double cost = curve.cost(points, members, along, chosen, gate, bestCost);
      if (cost < bestCost) {
        bestCost = cost;
        best = curve;
      }
    }
    return best;
  }

  private static int[] chosen(int count, double[] weight) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      kept += weight[i] > 0 ? 1 : 0;
    }
    int stride = Math.max(1, kept / LOOKED_AT_MAX);
    int[] chosen = new int[(kept + stride - 1) / stride];
    int seen = 0;
    for (int i = 0; i < count; i++) {
      if (weight[i] > 0) {
        if (seen % stride == 0) {
          chosen[seen / stride] = i;
        }
        seen++;
      }
    }
    return chosen;
  }

  private static double extent(int[] chosen, double[] along) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int i : chosen) {
      least = Math.min(least, along[i]);
      most = Math.max(most, along[i]);
    }
    return most - least;
  }

  private static RoughCurve through(
      double s1, double z1, double s2, double z2, double s3, double z3) {
    double first = (z2 - z1) / (s2 - s1);
    double second = (z3 - z2) / (s3 - s2);
    double half = (second - first) / (s3 - s1);
    if (half < 0) {
      double slope = (z3 - z1) / (s3 - s1);
      return new RoughCurve(z2 - slope * s2, slope, 0);
    }
    double slope = first - half * (s1 + s2);
    double height = z1 - slope * s1 - half * s1 * s1;
    return new RoughCurve(height, slope, 2 * half / Math.sqrt(1 + slope * slope));
  }

  private double cost(
      WirePoints points, int[] members, double[] along, int[] chosen, double gate, double most) {
    double cost = 0;
    for (int i = 0; i < chosen.length && cost < most; i++) {
      double s = along[chosen[i]];
      double above = points.z[members[chosen[i]]] - height - Catenary.rise(slope, perMetre, s);
      cost += Math.min(above * above, gate * gate);
    }
    return cost;
  }
}
