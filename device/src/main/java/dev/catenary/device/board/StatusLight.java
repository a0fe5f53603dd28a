package dev.catenary.device.board;

import dev.catenary.device.health.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The status light's patterns, told apart from across a yard. Steady with a short gap: all well and
 * gathering. Even slow blinks: something is degraded. Quick blinks: failed. Two short flashes: the
 * mission is stopped. One short flash each two seconds: not yet ready.
 */
final class StatusLight {
  private static final long MILLI = 1_000_000L;
  private static final long PERIOD = 2_000 * MILLI;

  private StatusLight() {}

  /**
   * @param worst of the chain's links; null while starting
   * @param nanos steady clock
   */
  static boolean isLit(@Nullable Condition worst, boolean running, long nanos) {
    long at = Math.floorMod(nanos, PERIOD) / MILLI;
    if (worst == null) {
      return at < 100;
    }
    return switch (worst) {
      case FAILED -> at % 250 < 125;
      case DEGRADED -> at < 1_000;
      case OK -> running ? at >= 100 : at < 100 || (at >= 300 && at < 400);
    };
  }
}
