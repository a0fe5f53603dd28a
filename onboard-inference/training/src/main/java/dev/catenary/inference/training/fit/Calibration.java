package dev.catenary.inference.training.fit;

import java.util.Arrays;

/**
 * Correction of a fitted network's scores. Training shows the rare classes more often than they
 * are. So the scores must be moved back to how often each class is met, and divided so that the
 * confidence is how often the network is right. Found on places the network has not seen, by the
 * least cross entropy; known as bias-corrected temperature scaling (Alexandari, Kundaje and
 * Shrikumar 2020, Maximum Likelihood with Bias-Corrected Calibration, section 3).
 *
 * @param temperature divides the moved scores
 * @param shift by class, is added to the scores
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Calibration(float temperature, float[] shift) {
  private static final int ROUNDS = 60;
  private static final double SMALLEST_STEP = 1.0 / 64;

  /** Of a network that is right as it is. */
  public static Calibration none(int classes) {
    return new Calibration(1, new float[classes]);
  }

  /**
   * The calibration of the least cross entropy.
   *
   * @param rows of places their networks have not seen, as often as they are met there
   * @param shares by class, how far its scores are moved to how often it is met in these rows: 0
   *     not at all, 1 all the way
   */
  public static Calibration fit(ScoredRows rows, double... shares) {
    int classes = shares.length;
    double[] all = descend(rows, classes, classes + 1);
    double[] shift = new double[classes];
    for (int kind = 0; kind < classes; kind++) {
      // Against the last class, so that the shifts of several networks can be compared.
      shift[kind] = shares[kind] * (all[kind + 1] - all[classes]) / all[0];
    }
    double steepness = descend(rows.moved(shift), classes, 1)[0];
    float[] kept = new float[classes];
    for (int kind = 0; kind < classes; kind++) {
      kept[kind] = (float) shift[kind];
    }
    return new Calibration((float) (1 / steepness), kept);
  }

  /**
   * Where the loss is least: by what scores are multiplied first, then what is added for each
   * class. It is convex in these.
   *
   * @param free so many of these, the first, are looked for
   */
  private static double[] descend(ScoredRows rows, int classes, int free) {
    double[] at = new double[classes + 1];
    at[0] = 1;
    double step = 1;
    Descent here = new Descent(rows, at);
    for (int round = 0; round < ROUNDS && step >= SMALLEST_STEP; round++) {
      double[] next = at.clone();
      for (int i = 0; i < free; i++) {
        next[i] -= step * here.slope[i] / Math.max(1e-9, here.bend[i]);
      }
      next[0] = Math.max(0.05, next[0]);
      Descent there = new Descent(rows, next);
      if (there.loss < here.loss) {
        at = next;
        here = there;
        step = Math.min(1, step * 1.5);
      } else {
        step /= 2;
      }
    }
    return at;
  }

  /** The network with its scores moved; the temperature is left to who makes confidences. */
  public Mlp moved(Mlp network) {
    float[][] biases = network.biases().clone();
    float[] last = biases[biases.length - 1].clone();
    for (int kind = 0; kind < last.length; kind++) {
      last[kind] += shift[kind];
    }
    biases[biases.length - 1] = last;
    return new Mlp(network.scaling(), network.weights(), biases);
  }

  /** For people. */
  public String describe() {
    return "temperature " + temperature + ", shifts " + Arrays.toString(shift);
  }

  /** Loss at one place, its slope, and how it bends along each axis. */
  private static final class Descent {
    final double[] slope;
    final double[] bend;
    double loss;

    Descent(ScoredRows rows, double[] at) {
      slope = new double[at.length];
      bend = new double[at.length];
      double[] share = new double[at.length - 1];
      for (int row = 0; row < rows.size(); row++) {
        add(rows.scores()[row], rows.kind()[row], rows.points()[row], at, share);
      }
    }

    private void add(float[] score, int truth, double points, double[] at, double[] share) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int kind = 0; kind < share.length; kind++) {
        share[kind] = at[0] * score[kind] + at[kind + 1];
        highest = Math.max(highest, share[kind]);
      }
      double ofTruth = share[truth] - highest;
      double sum = 0;
      for (int kind = 0; kind < share.length; kind++) {
        share[kind] = Math.exp(share[kind] - highest);
        sum += share[kind];
      }
      loss += points * (Math.log(sum) - ofTruth);
      double mean = 0;
      double square = 0;
      for (int kind = 0; kind < share.length; kind++) {
        double p = share[kind] / sum;
        slope[kind + 1] += points * (p - (kind == truth ? 1 : 0));
        bend[kind + 1] += points * p * (1 - p);
        mean += p * score[kind];
        square += p * score[kind] * score[kind];
      }
      slope[0] += points * (mean - score[truth]);
      bend[0] += points * (square - mean * mean);
    }
  }
}
