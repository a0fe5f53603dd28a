package dev.catenary.uplink;

import java.time.Duration;

/**
 * Waits after failures.
 *
 * @param firstRetry after the first failure; doubled with each further one
 * @param lastRetry the longest wait
 * @param lookAgain after a failure that a person must cure, in case somebody has
 */
public record UploadPace(Duration firstRetry, Duration lastRetry, Duration lookAgain) {
  /** Half a second to two minutes; after what a person must cure, ten minutes. */
  public static final UploadPace DEFAULT =
      new UploadPace(Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofMinutes(10));

  public UploadPace {
    if (firstRetry.isNegative() || firstRetry.isZero() || lastRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "found retries from "
              + firstRetry
              + " to "
              + lastRetry
              + "; expected more than nothing, and the last not shorter than the first");
    }
  }
}
