package dev.catenary.inference.training.fit;

/**
 * A network's scores for many rows: the same sums as {@link Mlp#scores}, in an order that a
 * processor does several of at once. Nothing is allocated for a row. One thread.
 */
public final class Forward {
  private final Mlp mlp;

  /** By layer, [input][output]. */
  private final float[][][] byInput;

  private final float[][] values;

  public Forward(Mlp mlp) {
    this.mlp = mlp;
    byInput = new float[mlp.layers()][][];
    values = new float[mlp.layers() + 1][];
    values[0] = new float[mlp.inputs()];
    for (int layer = 0; layer < mlp.layers(); layer++) {
      float[][] byOutput = mlp.weights()[layer];
      values[layer + 1] = new float[byOutput.length];
      byInput[layer] = new float[byOutput[0].length][byOutput.length];
      for (int unit = 0; unit < byOutput.length; unit++) {
        for (int i = 0; i < byOutput[unit].length; i++) {
          byInput[layer][i][unit] = byOutput[unit][i];
        }
      }
    }
  }

  public int outputs() {
    return mlp.outputs();
  }

  /** Scores for one row of raw inputs; overwritten by the next call. */
  public float[] scores(float[] row, int at) {
    mlp.scaling().copy(row, at, values[0], 0, values[0].length);
    int layers = byInput.length;
    for (int layer = 0; layer < layers; layer++) {
      add(mlp.biases()[layer], byInput[layer], values[layer], values[layer + 1]);
      if (layer + 1 < layers) {
        rectify(values[layer + 1]);
      }
    }
    return values[layers];
  }

  private static void add(float[] biases, float[][] weights, float[] in, float[] out) {
    System.arraycopy(biases, 0, out, 0, out.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != 0) {
        add(in[i], weights[i], out);
      }
    }
  }

  private static void add(float value, float[] weights, float[] out) {
    for (int unit = 0; unit < out.length; unit++) {
      out[unit] += value * weights[unit];
    }
  }

  private static void rectify(float[] values) {
    for (int unit = 0; unit < values.length; unit++) {
      values[unit] = Math.max(0, values[unit]);
    }
  }
}
