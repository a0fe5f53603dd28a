package dev.catenary.inference.voxel;

import dev.catenary.proto.zone.Zone;

/** Eigenvalues by rotations until nothing is left off the diagonal: slow, plain, independent. */
final class Jacobi {
  private Jacobi() {}

  /** Covariance of all points of a zone, square metres. */
  static double[][] covariance(Zone zone) {
    double[] mean = new double[3];
    for (int i = 0; i < zone.size; i++) {
      mean[0] += zone.xMillimetres[i] * 1e-3 / zone.size;
      mean[1] += zone.yMillimetres[i] * 1e-3 / zone.size;
      mean[2] += zone.zMillimetres[i] * 1e-3 / zone.size;
    }
    double[][] sum = new double[3][3];
    for (int i = 0; i < zone.size; i++) {
      double[] off = {
        zone.xMillimetres[i] * 1e-3 - mean[0],
        zone.yMillimetres[i] * 1e-3 - mean[1],
        zone.zMillimetres[i] * 1e-3 - mean[2]
      };
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          sum[row][column] += off[row] * off[column] / zone.size;
        }
      }
    }
    return sum;
  }

  static double[] eigenvalues(double[][] matrix) {
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < 2; p++) {
        for (int q = p + 1; q < 3; q++) {
          rotate(matrix, p, q);
        }
      }
    }
    return new double[] {matrix[0][0], matrix[1][1], matrix[2][2]};
  }

  private static void rotate(double[][] matrix, int p, int q) {
    if (Math.abs(matrix[p][q]) < 1e-18) {
      return;
    }
    double angle = 0.5 * Math.atan2(2 * matrix[p][q], matrix[p][p] - matrix[q][q]);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (int k = 0; k < 3; k++) {
      double kp = matrix[k][p];
      double kq = matrix[k][q];
      matrix[k][p] = c * kp + s * kq;
      matrix[k][q] = c * kq - s * kp;
    }
    for (int k = 0; k < 3; k++) {
      double pk = matrix[p][k];
      double qk = matrix[q][k];
      matrix[p][k] = c * pk + s * qk;
      matrix[q][k] = c * qk - s * pk;
    }
  }
}
