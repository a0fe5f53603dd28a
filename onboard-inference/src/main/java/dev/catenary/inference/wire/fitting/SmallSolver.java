package dev.catenary.inference.wire.fitting;

/** Weighted least squares for three unknowns: a constant, and what two columns multiply. */
final class SmallSolver {
  /** Normal matrix: upper triangle by rows. */
  private final double[] n = new double[6];

  private final double[] right = new double[3];
  private final double[] value = new double[3];
  private final double[] inverse = new double[6];

  void clear() {
    java.util.Arrays.fill(n, 0);
    java.util.Arrays.fill(right, 0);
  }

  void add(double weight, double second, double third, double wanted) {
    n[0] += weight;
    n[1] += weight * second;
    n[2] += weight * third;
    n[3] += weight * second * second;
    n[4] += weight * second * third;
    n[5] += weight * third * third;
    right[0] += weight * wanted;
    right[1] += weight * second * wanted;
    right[2] += weight * third * wanted;
  }

  /**
   * Solves with the third unknown held between two bounds; on a bound the other two are solved
   * anew. Points too few or too close together for a third unknown have it 0, or at a bound.
   */
  boolean solve(double thirdMin, double thirdMax) {
    if (invert()) {
      value[2] = inverse[2] * right[0] + inverse[4] * right[1] + inverse[5] * right[2];
    } else {
      value[2] = 0;
    }
    value[2] = Math.clamp(value[2], thirdMin, thirdMax);
    double r0 = right[0] - n[2] * value[2];
    double r1 = right[1] - n[4] * value[2];
    double determinant = n[0] * n[3] - n[1] * n[1];
    if (!(determinant > 1e-9 * n[0] * n[0])) {
      return false;
    }
    value[0] = (n[3] * r0 - n[1] * r1) / determinant;
    value[1] = (n[0] * r1 - n[1] * r0) / determinant;
    return true;
  }

  double value(int unknown) {
    return value[unknown];
  }

  /** The inverse of the normal matrix times a variance, or of its first two rows and columns. */
  CatenaryFit.CurveError error(double variance) {
    if (invert()) {
      return new CatenaryFit.CurveError(
          inverse[0] * variance,
          inverse[1] * variance,
          inverse[2] * variance,
          inverse[3] * variance,
          inverse[4] * variance,
          inverse[5] * variance);
    }
    double share = variance / Math.max(1e-12, n[0] * n[3] - n[1] * n[1]);
    return new CatenaryFit.CurveError(n[3] * share, -n[1] * share, 0, n[0] * share, 0, 0);
  }

  private boolean invert() {
    double c00 = n[3] * n[5] - n[4] * n[4];
    double c01 = n[2] * n[4] - n[1] * n[5];
    double c02 = n[1] * n[4] - n[2] * n[3];
    double determinant = n[0] * c00 + n[1] * c01 + n[2] * c02;
    if (!(determinant > 1e-12 * n[0] * n[3] * n[5]) || !(determinant > 0)) {
      return false;
    }
    inverse[0] = c00 / determinant;
    inverse[1] = c01 / determinant;
    inverse[2] = c02 / determinant;
    inverse[3] = (n[0] * n[5] - n[2] * n[2]) / determinant;
    inverse[4] = (n[1] * n[2] - n[0] * n[4]) / determinant;
    inverse[5] = (n[0] * n[3] - n[1] * n[1]) / determinant;
    return true;
  }
}
