package dev.catenary.inference.training.onnx;

import dev.catenary.inference.training.fit.Mlp;
import dev.catenary.inference.training.fit.Samples;
import dev.catenary.inference.training.fit.SeenActivations;

/** Finds how large the activations of a network become on samples, so that few are cut. */
public final class ActivationRange {
  private static final double SHARE = 0.9999;

  private ActivationRange() {}

  /** For each layer but the last, what only one activation in ten thousand exceeds. */
  public static float[] of(Mlp mlp, Samples samples, long seed) {
    SeenActivations seen = new SeenActivations(mlp, samples, seed);
    float[] largest = new float[seen.layers()];
    for (int layer = 0; layer < largest.length; layer++) {
      largest[layer] = seen.within(SHARE, layer);
    }
    return largest;
  }
}
