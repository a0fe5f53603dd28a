package dev.catenary.inference.training.onnx;

import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.sample.Samples;
import java.util.Arrays;
import java.util.Random;

/** Finds how large the activations of a network become on samples, so that few are cut. */
public final class ActivationRange {
  private static final int ROWS = 4_000;
  private static final double SHARE = 0.9999;

  private ActivationRange() {}

  /** For each layer but the last, what only one activation in ten thousand exceeds. */
  public static float[] of(Mlp mlp, Samples samples, long seed) {
    int[] order = samples.shuffled(new Random(seed));
    int rows = Math.min(ROWS, samples.size);
    int layers = mlp.layers() - 1;
    float[][] seen = new float[layers][];
    for (int row = 0; row < rows; row++) {
      float[][] activations = mlp.activations(samples.features, order[row] * samples.columns);
      for (int layer = 0; layer < layers; layer++) {
        int units = activations[layer + 1].length;
        if (seen[layer] == null) {
          seen[layer] = new float[rows * units];
        }
        System.arraycopy(activations[layer + 1], 0, seen[layer], row * units, units);
      }
    }
    float[] largest = new float[layers];
    for (int layer = 0; layer < layers; layer++) {
      Arrays.sort(seen[layer]);
      largest[layer] = seen[layer][(int) ((seen[layer].length - 1) * SHARE)];
    }
    return largest;
  }
}
