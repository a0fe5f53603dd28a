package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;

/**
 * Brings each column to one scale: mean 0 and deviation 1, within {@link
 * NetworkInputs#DEVIATIONS_MAX}; as a code, one byte over that range.
 */
public final class InputScaling {
  /** Code of the mean. */
  public static final int ZERO_CODE = 128;

  /** Deviations from one code to the next. */
  public static final float DEVIATIONS_PER_CODE = NetworkInputs.DEVIATIONS_MAX / 127;

  private final float[] mean;
  private final float[] perDeviation;
  private final float[] codesPerUnit;

  /**
   * @param mean by column, {@link NetworkInputs#COLUMNS} of them
   * @param deviation likewise, above 0
   */
  public InputScaling(float[] mean, float[] deviation) {
    this.mean = mean.clone();
    perDeviation = new float[deviation.length];
    codesPerUnit = new float[deviation.length];
    for (int column = 0; column < deviation.length; column++) {
      perDeviation[column] = 1 / deviation[column];
      codesPerUnit[column] = 1 / (deviation[column] * DEVIATIONS_PER_CODE);
    }
  }

  /** Scales one row of features and, unless null, its context; without one the means stand. */
  void scale(
      float[] features,
      float @org.jspecify.annotations.Nullable [] context,
      int row,
      float[] to,
      int at) {
    int from = row * Feature.COUNT;
    for (int column = 0; column < Feature.COUNT; column++) {
      to[at + column] = scaled(column, features[from + column]);
    }
    for (int i = 0; i < ContextPool.COLUMNS; i++) {
      int column = Feature.COUNT + i;
      to[at + column] =
          context == null ? 0 : scaled(column, context[row * ContextPool.COLUMNS + i]);
    }
  }

  private float scaled(int column, float value) {
    float deviations = (value - mean[column]) * perDeviation[column];
    return Math.min(
        NetworkInputs.DEVIATIONS_MAX, Math.max(-NetworkInputs.DEVIATIONS_MAX, deviations));
  }

  /** As {@link #scale}, in codes. */
  void encode(
      float[] features,
      float @org.jspecify.annotations.Nullable [] context,
      int row,
      byte[] to,
      int at) {
    int from = row * Feature.COUNT;
    for (int column = 0; column < Feature.COUNT; column++) {
      to[at + column] = code(column, features[from + column]);
    }
    for (int i = 0; i < ContextPool.COLUMNS; i++) {
      int column = Feature.COUNT + i;
      to[at + column] =
          context == null ? (byte) ZERO_CODE : code(column, context[row * ContextPool.COLUMNS + i]);
    }
  }

  private byte code(int column, float value) {
    // Half a code is added so that the cut rounds; all is positive by then.
    float codes = (value - mean[column]) * codesPerUnit[column] + (ZERO_CODE + 0.5f);
    return (byte) (int) Math.min(ZERO_CODE + 127.5f, Math.max(1, codes));
  }
}
