package dev.catenary.inference.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.catenary.inference.model.InputScaling;
import dev.catenary.inference.training.fit.EvenUnits;
import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.Scaling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Results of ONNX Runtime from our files, against plain sums in Java. */
final class OnnxExportTest {
  private static final int INPUTS = 30;
  private static final int ROWS = 64;

  private final Random random = new Random(3);
  private final Mlp mlp = mlp(INPUTS, 24, 16, 5);
  private final Samples samples = samples();

  private Mlp mlp(int... sizes) {
    float[][][] weights = new float[sizes.length - 1][][];
    float[][] biases = new float[sizes.length - 1][];
    for (int layer = 0; layer + 1 < sizes.length; layer++) {
      weights[layer] = new float[sizes[layer + 1]][sizes[layer]];
      biases[layer] = new float[sizes[layer + 1]];
      for (int unit = 0; unit < sizes[layer + 1]; unit++) {
        biases[layer][unit] = (float) random.nextGaussian();
        for (int i = 0; i < sizes[layer]; i++) {
          weights[layer][unit][i] = (float) (random.nextGaussian() / Math.sqrt(sizes[layer]));
        }
      }
    }
    float[] ones = new float[INPUTS];
    Arrays.fill(ones, 1);
    return new Mlp(new Scaling(new float[INPUTS], ones), weights, biases);
  }

  private Samples samples() {
    Samples rows = new Samples(INPUTS);
    float[] row = new float[INPUTS];
    for (int i = 0; i < ROWS; i++) {
      for (int column = 0; column < INPUTS; column++) {
        row[column] = (float) Math.clamp(random.nextGaussian(), -3.5, 3.5);
      }
      rows.add(row, 0, (byte) 0, 1);
    }
    return rows;
  }

  private static float[][] run(byte[] onnx, ByteBuffer input, OnnxJavaType type)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor rows =
            type == OnnxJavaType.FLOAT
                ? OnnxTensor.createTensor(
                    environment, input.asFloatBuffer(), new long[] {ROWS, INPUTS})
                : OnnxTensor.createTensor(environment, input, new long[] {ROWS, INPUTS}, type);
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), rows))) {
      return (float[][]) result.get(0).getValue();
    }
  }

  @Test
  void fp32FileComputesWhatTheNetworkDoes() throws OrtException {
    ByteBuffer input =
        ByteBuffer.allocateDirect(ROWS * INPUTS * Float.BYTES).order(ByteOrder.nativeOrder());
    FloatBuffer floats = input.asFloatBuffer();
    floats.put(samples.features, 0, ROWS * INPUTS);
    float[][] found = run(OnnxExport.fp32(mlp), input, OnnxJavaType.FLOAT);
    for (int row = 0; row < ROWS; row++) {
      float[] expected = mlp.scores(samples.features, row * INPUTS);
      for (int unit = 0; unit < expected.length; unit++) {
        assertThat((double) found[row][unit])
            .isCloseTo(expected[unit], org.assertj.core.data.Offset.offset(1e-4));
      }
    }
  }

  @Test
  void int8FileStaysNearIt() throws OrtException {
    // Signal to noise of about 30 dB: what seven-bit weights give through three layers.
    assertThat(int8Noise(mlp)).isLessThan(1e-3);
  }

  @Test
  void unitsOfUnlikeSizesCostLessOnceTheyAreEven() throws OrtException {
    Mlp uneven = new Mlp(mlp.scaling(), copy(mlp.weights()), copy(mlp.biases()));
    for (int unit = 0; unit < 24; unit += 3) {
      // The rectifier lets the number through: the network computes what it did.
      for (int i = 0; i < INPUTS; i++) {
        uneven.weights()[0][unit][i] *= 50;
      }
      uneven.biases()[0][unit] *= 50;
      for (float[] onward : uneven.weights()[1]) {
        onward[unit] /= 50;
      }
    }
    Mlp even = EvenUnits.of(uneven, samples, 1);
    for (int row = 0; row < ROWS; row++) {
      float[] expected = mlp.scores(samples.features, row * INPUTS);
      assertThat(even.scores(samples.features, row * INPUTS))
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(expected);
    }
    assertThat(int8Noise(uneven)).isGreaterThan(5e-3);
    assertThat(int8Noise(even)).isLessThan(1e-3);
  }

  private static float[][][] copy(float[][][] layers) {
    return Arrays.stream(layers).map(OnnxExportTest::copy).toArray(float[][][]::new);
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /** Power of what the int8 file computes otherwise, over the power of the scores. */
  private double int8Noise(Mlp network) throws OrtException {
    ByteBuffer input = ByteBuffer.allocateDirect(ROWS * INPUTS).order(ByteOrder.nativeOrder());
    for (int i = 0; i < ROWS * INPUTS; i++) {
      long code = Math.round(samples.features[i] / InputScaling.DEVIATIONS_PER_CODE);
      input.put(i, (byte) Math.clamp(code + InputScaling.ZERO_CODE, 1, 255));
    }
    byte[] onnx = OnnxExport.int8(network, ActivationRange.of(network, samples, 1));
    float[][] found = run(onnx, input, OnnxJavaType.UINT8);
    double squares = 0;
    double spread = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] expected = network.scores(samples.features, row * INPUTS);
      for (int unit = 0; unit < expected.length; unit++) {
        squares += Math.pow(found[row][unit] - expected[unit], 2);
        spread += Math.pow(expected[unit], 2);
      }
    }
    return squares / spread;
  }

  @Test
  void int8FileIsAQuarterOfTheSize() {
    byte[] int8 = OnnxExport.int8(mlp(INPUTS, 256, 256, 5), new float[] {4, 4});
    byte[] fp32 = OnnxExport.fp32(mlp(INPUTS, 256, 256, 5));
    assertThat(int8.length).isLessThan(fp32.length / 3);
  }
}
