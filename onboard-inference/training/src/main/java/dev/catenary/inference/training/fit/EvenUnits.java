package dev.catenary.inference.training.fit;

import java.util.Arrays;

/**
 * Brings the hidden units of a network to like sizes, so that one step of a byte fits all of a
 * layer. A unit's weights are multiplied by a number and what the next layer makes of it is divided
 * by the same, which the rectifier between them lets through unchanged. Each unit's largest
 * activation and the largest weight that meets it become alike (Nagel, van Baalen, Blankevoort and
 * Welling 2019, Data-Free Quantization Through Weight Equalization and Bias Correction, section
 * 4.1, with activations in place of weights).
 */
public final class EvenUnits {
  /** Of a unit's activations; what is larger is taken for chance. */
  private static final double SHARE = 0.9995;

  private EvenUnits() {}

  /** The same network, with scores that are the same but for rounding. */
  public static Mlp of(Mlp mlp, Samples samples, long seed) {
    SeenActivations seen = new SeenActivations(mlp, samples, seed);
    float[][][] weights = new float[mlp.layers()][][];
    float[][] biases = new float[mlp.layers()][];
    for (int layer = 0; layer < mlp.layers(); layer++) {
      weights[layer] =
          Arrays.stream(mlp.weights()[layer]).map(float[]::clone).toArray(float[][]::new);
      biases[layer] = mlp.biases()[layer].clone();
    }
    for (int layer = 0; layer + 1 < mlp.layers(); layer++) {
      for (int unit = 0; unit < biases[layer].length; unit++) {
        float onward = largestWeight(weights[layer + 1], unit);
        float most = seen.within(SHARE, layer, unit);
        if (most > 0 && onward > 0) {
          float times = (float) Math.sqrt(onward / most);
          biases[layer][unit] *= times;
          for (int i = 0; i < weights[layer][unit].length; i++) {
            weights[layer][unit][i] *= times;
          }
          for (float[] row : weights[layer + 1]) {
            row[unit] /= times;
          }
        }
      }
    }
    return new Mlp(mlp.scaling(), weights, biases);
  }

  /** Of what the next layer makes of a unit. */
  private static float largestWeight(float[][] next, int unit) {
    float largest = 0;
    for (float[] row : next) {
      largest = Math.max(largest, Math.abs(row[unit]));
    }
    return largest;
  }
}
