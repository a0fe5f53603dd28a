package dev.catenary.device.bench;

import java.util.concurrent.Callable;

/** Runs a measured piece of work some times after a warm-up that is not counted. */
final class Repeat {
  private static final int WARM_UPS = 3;
  private static final int RUNS = 7;

  private Repeat() {}

  /**
   * @param work does the work once and says how many units it did
   * @return units per second of each run, in millions
   */
  static Figure.Runs millionsPerSecond(Callable<Long> work) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      work.call();
    }
    double[] rates = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      long units = work.call();
      rates[i] = units * 1e3 / (System.nanoTime() - start);
    }
    return new Figure.Runs(rates);
  }
}
