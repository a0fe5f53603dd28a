package dev.catenary.inference.training.fit;

import dev.catenary.inference.model.NetworkInputs;

/**
 * A fitted network: layers of weights with a rectifier between them, over scaled inputs.
 *
 * @param scaling brings the inputs to one scale
 * @param weights by layer, [output][input]
 * @param biases by layer, [output]
 */
@SuppressWarnings("ArrayRecordComponent") // A bundle of arrays; never compared.
public record Mlp(Scaling scaling, float[][][] weights, float[][] biases) {
  public int inputs() {
    return weights[0][0].length;
  }

  public int layers() {
    return weights.length;
  }

  public int outputs() {
    return biases[biases.length - 1].length;
  }

  /** Activations of each layer for one row of raw inputs; the last has no rectifier. */
  public float[][] activations(float[] row, int at) {
    float[][] all = new float[layers() + 1][];
    all[0] = new float[inputs()];
    scaling.copy(row, at, all[0], 0, inputs());
    for (int layer = 0; layer < layers(); layer++) {
      all[layer + 1] = layer(layer, all[layer], layer + 1 < layers());
    }
    return all;
  }

  /** The scores for one row of raw inputs. */
  public float[] scores(float[] row, int at) {
    float[] values = new float[inputs()];
    scaling.copy(row, at, values, 0, inputs());
    for (int layer = 0; layer < layers(); layer++) {
      values = layer(layer, values, layer + 1 < layers());
    }
    return values;
  }

  private float[] layer(int layer, float[] in, boolean rectified) {
    float[] out = new float[biases[layer].length];
    for (int unit = 0; unit < out.length; unit++) {
      float sum = biases[layer][unit];
      float[] row = weights[layer][unit];
      for (int i = 0; i < row.length; i++) {
        sum += row[i] * in[i];
      }
      out[unit] = rectified ? Math.max(0, sum) : sum;
    }
    return out;
  }

  /** The same network over wider rows of which it does not look at the last columns. */
  public Mlp widened(Scaling wider) {
    float[][][] wide = weights.clone();
    wide[0] = new float[weights[0].length][wider.mean().length];
    for (int unit = 0; unit < wide[0].length; unit++) {
      System.arraycopy(weights[0][unit], 0, wide[0][unit], 0, inputs());
    }
    return new Mlp(wider, wide, biases);
  }

  /** Scaled inputs are kept within this. */
  static float limit() {
    return NetworkInputs.DEVIATIONS_MAX;
  }
}
