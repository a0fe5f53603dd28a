package dev.catenary.simulator.platform;

/** Products of rotation matrices, nine numbers by rows. */
final class Rotations {
  private Rotations() {}

  /** Sets {@code product} to {@code a b}; it must be neither of them. */
  static void multiply(double[] a, double[] b, double[] product) {
    for (int row = 0; row < 9; row += 3) {
      for (int column = 0; column < 3; column++) {
        product[row + column] =
            a[row] * b[column] + a[row + 1] * b[3 + column] + a[row + 2] * b[6 + column];
      }
    }
  }

  /** Sets {@code product} to {@code a} times the transpose of {@code b}. */
  static void multiplyByTransposed(double[] a, double[] b, double[] product) {
    for (int row = 0; row < 9; row += 3) {
      for (int column = 0; column < 3; column++) {
        product[row + column] =
            a[row] * b[3 * column]
                + a[row + 1] * b[3 * column + 1]
                + a[row + 2] * b[3 * column + 2];
      }
    }
  }
}
