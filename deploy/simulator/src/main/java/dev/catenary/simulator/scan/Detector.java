package dev.catenary.simulator.scan;

import dev.catenary.simulator.scene.Echoes;
import dev.catenary.simulator.scene.TrueClass;
import java.util.SplittableRandom;

/**
 * Turns what one beam meets into what the sensor detects of it, nearest first. Light that a thin
 * wire leaves goes on to what lies behind; echoes too near to each other are one; a weak one may be
 * lost, and its range is the less sure. Reused for each firing.
 *
 * <p>Arrays are public because they are read once for each beam; {@link #size} entries count.
 */
final class Detector {
  private static final int CAPACITY = 24;
  private static final double LOST_SHARE = 0.004;
  private static final double FADING = 0.35;
  private static final double REFERENCE_REFLECTIVITY = 0.1;

  /** Gain in accuracy of a strong range over one at the limit of detection. */
  private static final double WEAK_NOISE = 3;

  /** With noise and rounding. */
  final double[] rangeMetres = new double[CAPACITY];

  /** To the surface itself. */
  final double[] trueRangeMetres = new double[CAPACITY];

  /** Of the light received, 1 where every second pulse is detected. */
  final double[] power = new double[CAPACITY];

  /** Power made good for range: what a wide target would have to reflect, 0 to 1. */
  final double[] brightness = new double[CAPACITY];

  final TrueClass[] what = new TrueClass[CAPACITY];
  final int[] object = new int[CAPACITY];
  int size;

  private final Optics optics;

  Detector(Optics optics) {
    this.optics = optics;
  }

  /** Takes the echoes of one beam. */
  void detect(Echoes echoes, SplittableRandom random) {
    size = 0;
    gather(echoes);
    int gathered = size;
    size = 0;
    boolean lost = random.nextDouble() < LOST_SHARE;
    for (int i = 0; i < gathered && !lost; i++) {
      double received = power[i] * Math.exp(FADING * random.nextGaussian());
      if (received > 1 && rangeMetres[i] >= optics.rangeMetresMin()) {
        keep(i);
      }
    }
    for (int i = 0; i < size; i++) {
      double sigma = optics.noiseMetres() * Math.sqrt(1 + WEAK_NOISE / power[i]);
      rangeMetres[i] = trueRangeMetres[i] + sigma * random.nextGaussian();
    }
  }

  /** Index of the return with the most light; there must be one. */
  int strongest() {
    int strongest = 0;
    for (int i = 1; i < size; i++) {
      if (power[i] > power[strongest]) {
        strongest = i;
      }
    }
    return strongest;
  }

  /** Index of the one with most light after the strongest, or -1. */
  int secondStrongest() {
    int strongest = strongest();
    int second = -1;
    for (int i = 0; i < size; i++) {
      if (i != strongest && (second < 0 || power[i] > power[second])) {
        second = i;
      }
    }
    return second;
  }

  private void gather(Echoes echoes) {
    double left = 1;
    double brightest = 0;
    for (int i = 0; i < echoes.size; i++) {
      double range = echoes.rangeMetres[i];
      double bright = left * echoes.share[i] * echoes.reflectivity[i];
      left *= 1 - echoes.share[i];
      double reach = optics.rangeMetresHalf() / range;
      double received = bright / REFERENCE_REFLECTIVITY * reach * reach;
      int last = size - 1;
      if (size > 0 && range - rangeMetres[last] < optics.mixMetres()) {
        double both = power[last] + received;
        rangeMetres[last] += (range - rangeMetres[last]) * received / both;
        power[last] = both;
        brightness[last] += bright;
        if (bright > brightest) {
          brightest = bright;
          what[last] = echoes.what[i];
          object[last] = echoes.object[i];
        }
      } else {
        rangeMetres[size] = range;
        power[size] = received;
        brightness[size] = bright;
        brightest = bright;
        what[size] = echoes.what[i];
        object[size] = echoes.object[i];
        size++;
      }
    }
  }

  /** Keeps a return, or the stronger of it and the one before when they are too near. */
  private void keep(int i) {
    double range = rangeMetres[i];
    boolean near = size > 0 && range - trueRangeMetres[size - 1] < optics.separationMetres();
    if (near && power[size - 1] >= power[i]) {
      return;
    }
    int at = near ? size - 1 : size++;
    trueRangeMetres[at] = range;
    power[at] = power[i];
    brightness[at] = brightness[i];
    what[at] = what[i];
    object[at] = object[i];
  }
}
