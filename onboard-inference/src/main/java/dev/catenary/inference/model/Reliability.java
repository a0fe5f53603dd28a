package dev.catenary.inference.model;

/**
 * Turns a network's scores into how often such a label is right: scores are divided by a
 * temperature, found on places the network had not seen (Guo et al. 2017, "On calibration of modern
 * neural networks").
 *
 * @param temperature above 0; 1 leaves the scores as they are
 */
public record Reliability(float temperature) {
  private static final float CODES = 255;

  public Reliability {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "found a temperature of " + temperature + "; expected one above 0");
    }
  }

  /** Index of the highest score of a row. */
  static int best(float[] logits, int at) {
    int best = 0;
    for (int kind = 1; kind < ContextPool.CLASSES; kind++) {
      if (logits[at + kind] > logits[at + best]) {
        best = kind;
      }
    }
    return best;
  }

  /** Confidence in its best class, 0 to 255 for 0 to 1. */
  byte confidence(float[] logits, int at, int best) {
    double sum = 0;
    for (int kind = 0; kind < ContextPool.CLASSES; kind++) {
      sum += Math.exp((logits[at + kind] - logits[at + best]) / temperature);
    }
    return (byte) (int) (CODES / sum + 0.5);
  }

  /** Scores to probabilities, in place. */
  static void softmax(float[] logits, int rows) {
    for (int row = 0; row < rows; row++) {
      int at = row * ContextPool.CLASSES;
      float largest = logits[at + best(logits, at)];
      float sum = 0;
      for (int kind = 0; kind < ContextPool.CLASSES; kind++) {
        float power = (float) Math.exp(logits[at + kind] - largest);
        logits[at + kind] = power;
        sum += power;
      }
      for (int kind = 0; kind < ContextPool.CLASSES; kind++) {
        logits[at + kind] /= sum;
      }
    }
  }
}
