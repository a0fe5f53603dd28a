package dev.catenary.device.stage;

/**
 * Progress of a stage's thread.
 *
 * @param role names the stage
 * @param stepEndedNanos when its last step came to its end, by {@link System#nanoTime}
 * @param patienceNanos the longest one step may take
 * @param running false before the start and after the end
 */
public record StageProgress(String role, long stepEndedNanos, long patienceNanos, boolean running) {

  /** Time that the step under way has taken. */
  public long standingNanos(long nowNanos) {
    return nowNanos - stepEndedNanos;
  }

  /** True when the step under way has taken longer than it may. */
  public boolean isStalled(long nowNanos) {
    return running && standingNanos(nowNanos) > patienceNanos;
  }
}
