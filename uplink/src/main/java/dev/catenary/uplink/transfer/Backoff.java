package dev.catenary.uplink.transfer;

import java.util.random.RandomGenerator;

/**
 * Waiting times that double from failure to failure, each drawn between half and all of it, so that
 * a fleet whose link comes back does not come back at one moment. One thread at a time.
 */
public final class Backoff {
  private final long firstNanos;
  private final long mostNanos;
  private final RandomGenerator random;
  private int failures;

  /**
   * @param firstNanos the most after the first failure, before it is doubled
   * @param mostNanos the most after any
   */
  public Backoff(long firstNanos, long mostNanos, RandomGenerator random) {
    this.firstNanos = firstNanos;
    this.mostNanos = mostNanos;
    this.random = random;
  }

  /** After one failure more: how long to wait. */
  public long nextNanos() {
    long ceiling = firstNanos;
    for (int i = 0; i < failures && ceiling < mostNanos; i++) {
      ceiling *= 2;
    }
    ceiling = Math.min(ceiling, mostNanos);
    failures++;
    return ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }

  /** The next failure will be the first again. */
  public void succeeded() {
    failures = 0;
  }
}
