package dev.catenary.proving.bench;

import dev.catenary.device.bench.Figure;
import java.util.concurrent.Callable;

/** Runs a measured piece of work some times after a warm-up that is not counted. */
final class Repeat {
  private static final long WARM_UP_NANOS = 2_000_000_000;
  private static final int RUNS = 9;

  private Repeat() {}

  /**
   * @param work does the work once and says how many units it did
   * @return units per second of each run, in millions
   */
  static Figure.Runs millionsPerSecond(Callable<Long> work) throws Exception {
    for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP_NANOS; ) {
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
