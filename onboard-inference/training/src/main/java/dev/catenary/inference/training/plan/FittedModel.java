package dev.catenary.inference.training.plan;

import dev.catenary.inference.training.fit.Calibration;
import dev.catenary.inference.training.fit.Mlp;

/**
 * Both networks.
 *
 * @param first over rows of features
 * @param second over rows of features and context
 * @param firstLargest largest activation of each hidden layer of the first
 * @param secondLargest likewise of the second
 * @param temperature divides the scores of the second for its confidences
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FittedModel(
    Mlp first, Mlp second, float[] firstLargest, float[] secondLargest, float temperature) {
  /** The same, set right. */
  public FittedModel calibrated(Calibration by) {
    return new FittedModel(first, by.moved(second), firstLargest, secondLargest, by.temperature());
  }
}
