package dev.catenary.inference.training.onnx;

import dev.catenary.inference.model.InputScaling;
import dev.catenary.inference.training.fit.Mlp;

/**
 * Writes a network as ONNX: as it was fitted, or quantised. Quantised means one byte for each input
 * and activation, and for each weight with a scale of its own for each unit; sums are of 32 bits.
 */
public final class OnnxExport {
  /**
   * Weights use seven of their eight bits, so that two products fit the 16-bit sums of processors
   * without VNNI and all processors compute the same.
   */
  private static final int WEIGHT_CODES = 63;

  private static final String INPUT = "rows_in";
  private static final String OUTPUT = "scores";

  private OnnxExport() {}

  /** The network over scaled inputs of 32 bits. */
  public static byte[] fp32(Mlp mlp) {
    OnnxGraph graph = new OnnxGraph();
    String values = INPUT;
    for (int layer = 0; layer < mlp.layers(); layer++) {
      boolean last = layer + 1 == mlp.layers();
      float[][] weights = mlp.weights()[layer];
      String sums =
          graph.node(
              "Gemm",
              last ? OUTPUT : "sums" + layer,
              values,
              graph.floats(
                  "weights" + layer, transposed(weights), weights[0].length, weights.length),
              graph.floats("bias" + layer, mlp.biases()[layer], weights.length));
      values = last ? sums : graph.node("Relu", "values" + layer, sums);
    }
    return graph.model("catenary-fp32", OnnxGraph.FLOAT, mlp.inputs(), OUTPUT, mlp.outputs());
  }

  /**
   * The network over codes of one byte.
   *
   * @param largest for each layer but the last, the largest activation to be told apart
   */
  public static byte[] int8(Mlp mlp, float[] largest) {
    OnnxGraph graph = new OnnxGraph();
    float scale = InputScaling.DEVIATIONS_PER_CODE;
    String values =
        graph.node(
            "DequantizeLinear",
            "values",
            INPUT,
            graph.floats("scale", new float[] {scale}),
            graph.bytes("zero", OnnxGraph.UINT8, new byte[] {(byte) InputScaling.ZERO_CODE}));
    for (int layer = 0; layer < mlp.layers(); layer++) {
      boolean last = layer + 1 == mlp.layers();
      String sums =
          graph.node(
              "Gemm",
              last ? OUTPUT : "sums" + layer,
              values,
              weights(graph, mlp, layer),
              bias(graph, mlp, layer, scale));
      if (!last) {
        scale = Math.max(largest[layer], 1e-6f) / 255;
        String step = graph.floats("scale" + layer, new float[] {scale});
        String zero = graph.bytes("zero" + layer, OnnxGraph.UINT8, new byte[1]);
        // Codes begin at 0 and are cut there: that is the rectifier.
        String codes = graph.node("QuantizeLinear", "codes" + layer, sums, step, zero);
        values = graph.node("DequantizeLinear", "values" + layer, codes, step, zero);
      }
    }
    return graph.model("catenary-int8", OnnxGraph.UINT8, mlp.inputs(), OUTPUT, mlp.outputs());
  }

  private static String weights(OnnxGraph graph, Mlp mlp, int layer) {
    float[][] weights = mlp.weights()[layer];
    int units = weights.length;
    int inputs = weights[0].length;
    float[] scales = scales(weights);
    byte[] codes = new byte[units * inputs];
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < inputs; i++) {
        codes[i * units + unit] = (byte) Math.round(weights[unit][i] / scales[unit]);
      }
    }
    return graph.node(
        "DequantizeLinear",
        "weights" + layer,
        "axis",
        1,
        graph.bytes("weight_codes" + layer, OnnxGraph.INT8, codes, inputs, units),
        graph.floats("weight_scales" + layer, scales, units),
        graph.bytes("weight_zeros" + layer, OnnxGraph.INT8, new byte[units], units));
  }

  private static String bias(OnnxGraph graph, Mlp mlp, int layer, float inputScale) {
    float[] scales = scales(mlp.weights()[layer]);
    int units = scales.length;
    int[] codes = new int[units];
    for (int unit = 0; unit < units; unit++) {
      scales[unit] *= inputScale;
      codes[unit] = Math.round(mlp.biases()[layer][unit] / scales[unit]);
    }
    return graph.node(
        "DequantizeLinear",
        "bias" + layer,
        "axis",
        0,
        graph.ints("bias_codes" + layer, codes, units),
        graph.floats("bias_scales" + layer, scales, units),
        graph.ints("bias_zeros" + layer, new int[units], units));
  }

  private static float[] scales(float[][] weights) {
    float[] scales = new float[weights.length];
    for (int unit = 0; unit < weights.length; unit++) {
      float largest = 1e-6f;
      for (float weight : weights[unit]) {
        largest = Math.max(largest, Math.abs(weight));
      }
      scales[unit] = largest / WEIGHT_CODES;
    }
    return scales;
  }

  private static float[] transposed(float[][] weights) {
    int units = weights.length;
    float[] flat = new float[units * weights[0].length];
    for (int unit = 0; unit < units; unit++) {
      for (int i = 0; i < weights[0].length; i++) {
        flat[i * units + unit] = weights[unit][i];
      }
    }
    return flat;
  }
}
