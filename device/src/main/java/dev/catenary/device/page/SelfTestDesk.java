package dev.catenary.device.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the self-test and keeps its last record. Any thread. */
public interface SelfTestDesk {
  State state();

  /**
   * Starts a test, unless one runs.
   *
   * @param who asks, for the record
   * @return the state after
   */
  State start(String who);

  /**
   * @param progress of the running test, 0 to 1
   * @param last null before the first
   */
  record State(boolean running, double progress, int secondsLeft, @Nullable Result last) {}

  /**
   * @param record signed, as text
   */
  record Result(Instant at, boolean passed, List<Step> steps, String record) {
    public Result {
      steps = List.copyOf(steps);
    }
  }

  /** One thing that was tested. */
  record Step(String name, boolean passed, String found, String expected, String cure) {}
}
