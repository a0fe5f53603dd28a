package dev.catenary.inference.training.fit;

import java.util.Arrays;
import java.util.Random;

/** Activations of a network's hidden units for some thousand samples, chosen by chance. */
public final class SeenActivations {
  private static final int ROWS = 4_000;

  /** By hidden layer, unit and sample. */
  private final float[][][] seen;

  public SeenActivations(Mlp mlp, Samples samples, long seed) {
    int[] order = samples.shuffled(new Random(seed));
    int rows = Math.min(ROWS, samples.size);
    seen = new float[mlp.layers() - 1][][];
    for (int layer = 0; layer < seen.length; layer++) {
      seen[layer] = new float[mlp.biases()[layer].length][rows];
    }
    for (int row = 0; row < rows; row++) {
      float[][] activations = mlp.activations(samples.features, order[row] * samples.columns);
      for (int layer = 0; layer < seen.length; layer++) {
        for (int unit = 0; unit < seen[layer].length; unit++) {
          seen[layer][unit][row] = activations[layer + 1][unit];
        }
      }
    }
  }

  public int layers() {
    return seen.length;
  }

  /** Value that a share of a unit's activations does not exceed. */
  public float within(double share, int layer, int unit) {
    return within(share, seen[layer][unit].clone());
  }

  /** Value that a share of a layer's activations does not exceed. */
  public float within(double share, int layer) {
    int rows = seen[layer][0].length;
    float[] all = new float[seen[layer].length * rows];
    for (int unit = 0; unit < seen[layer].length; unit++) {
      System.arraycopy(seen[layer][unit], 0, all, unit * rows, rows);
    }
    return within(share, all);
  }

  private static float within(double share, float[] values) {
    Arrays.sort(values);
    return values[(int) ((values.length - 1) * share)];
  }
}
