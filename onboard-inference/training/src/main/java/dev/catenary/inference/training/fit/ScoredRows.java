package dev.catenary.inference.training.fit;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of places, each with the scores of a network that has not seen its place. Rows that several
 * networks have scored can be put together, as all were fitted by one plan.
 *
 * @param scores by row, then by class
 * @param kind by row, index of its true class
 * @param points by row, how many points it speaks for
 */
@SuppressWarnings("ArrayRecordComponent") // A bundle of arrays; never compared.
public record ScoredRows(float[][] scores, byte[] kind, double[] points) {
  /** The rows with a network's scores. */
  public static ScoredRows of(Samples rows, Mlp network) {
    float[][] scores = new float[rows.size][];
    double[] points = new double[rows.size];
    Forward forward = new Forward(network);
    for (int row = 0; row < rows.size; row++) {
      scores[row] = forward.scores(rows.features, row * rows.columns).clone();
      // A row's weight is the root of its points.
      points[row] = (double) rows.weight[row] * rows.weight[row];
    }
    return new ScoredRows(scores, Arrays.copyOf(rows.kind, rows.size), points);
  }

  /** All rows of several as one; at least one is given. */
  public static ScoredRows together(List<ScoredRows> all) {
    int size = all.stream().mapToInt(ScoredRows::size).sum();
    float[][] scores = new float[size][];
    byte[] kind = new byte[size];
    double[] points = new double[size];
    int at = 0;
    for (ScoredRows some : all) {
      System.arraycopy(some.scores, 0, scores, at, some.size());
      System.arraycopy(some.kind, 0, kind, at, some.size());
      System.arraycopy(some.points, 0, points, at, some.size());
      at += some.size();
    }
    return new ScoredRows(scores, kind, points);
  }

  int size() {
    return kind.length;
  }

  /** The same rows with something added to the scores of each class. */
  ScoredRows moved(double[] shift) {
    float[][] moved = new float[size()][];
    for (int row = 0; row < moved.length; row++) {
      moved[row] = scores[row].clone();
      for (int kind = 0; kind < shift.length; kind++) {
        moved[row][kind] += (float) shift[kind];
      }
    }
    return new ScoredRows(moved, kind, points);
  }
}
