package dev.catenary.inference.training.fit;

import java.util.Arrays;

/** Mean and deviation of each column, so that all inputs have one scale. */
@SuppressWarnings("ArrayRecordComponent") // A bundle of arrays; never compared.
public record Scaling(float[] mean, float[] deviation) {
  private static final float DEVIATION_MIN = 1e-3f;

  /** Deviation so large that whatever the column holds scales to nothing. */
  private static final float UNSEEN_DEVIATION = 1e9f;

  public static Scaling of(Samples samples) {
    int columns = samples.columns;
    double[] sums = new double[columns];
    double[] squares = new double[columns];
    for (int row = 0; row < samples.size; row++) {
      for (int column = 0; column < columns; column++) {
        double value = samples.features[row * columns + column];
        sums[column] += value;
        squares[column] += value * value;
      }
    }
    float[] mean = new float[columns];
    float[] deviation = new float[columns];
    for (int column = 0; column < columns; column++) {
      double middle = sums[column] / samples.size;
      double variance = squares[column] / samples.size - middle * middle;
      mean[column] = (float) middle;
      deviation[column] = (float) Math.max(DEVIATION_MIN, Math.sqrt(Math.max(0, variance)));
    }
    return new Scaling(mean, deviation);
  }

  /** The same, but for some columns that a network is to see nothing of. */
  public Scaling without(int... columns) {
    float[] blind = deviation.clone();
    for (int column : columns) {
      blind[column] = UNSEEN_DEVIATION;
    }
    return new Scaling(mean, blind);
  }

  /** These columns, then the last ones of another scaling of as many columns and more. */
  public Scaling andThen(Scaling wider) {
    float[] allMeans = wider.mean.clone();
    float[] allDeviations = wider.deviation.clone();
    System.arraycopy(mean, 0, allMeans, 0, mean.length);
    System.arraycopy(deviation, 0, allDeviations, 0, deviation.length);
    return new Scaling(allMeans, allDeviations);
  }

  /** Scales the first columns of a row. */
  public void copy(float[] from, int at, float[] to, int toAt, int columns) {
    for (int column = 0; column < columns; column++) {
      float deviations = (from[at + column] - mean[column]) / deviation[column];
      to[toAt + column] = Math.max(-Mlp.limit(), Math.min(Mlp.limit(), deviations));
    }
  }

  @Override
  public String toString() {
    return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
  }
}
