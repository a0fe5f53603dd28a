package dev.catenary.inference.training.fit;

import dev.catenary.inference.training.sample.Samples;

/**
 * Finds by what a network's scores must be divided so that its confidence is how often it is right.
 */
public final class Temperature {
  private static final float LOWEST = 0.3f;
  private static final float HIGHEST = 5;
  private static final float STEP = 1.05f;

  private Temperature() {}

  /**
   * The temperature of the least cross entropy.
   *
   * @param rows of places the network has not seen
   */
  public static float fit(Samples rows, Mlp network) {
    float[][] scores = new float[rows.size][];
    for (int row = 0; row < rows.size; row++) {
      scores[row] = network.scores(rows.features, row * rows.columns);
    }
    float best = 1;
    double least = Double.MAX_VALUE;
    for (float temperature = LOWEST; temperature < HIGHEST; temperature *= STEP) {
      double sum = 0;
      for (int row = 0; row < rows.size; row++) {
        double points = rows.weight[row] * rows.weight[row];
        sum += points * crossEntropy(scores[row], rows.kind[row], temperature);
      }
      if (sum < least) {
        least = sum;
        best = temperature;
      }
    }
    return best;
  }

  private static double crossEntropy(float[] scores, int kind, float temperature) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp((score - scores[kind]) / temperature);
    }
    return Math.log(sum);
  }
}
