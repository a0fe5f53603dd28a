package dev.catenary.device.page;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The mission that is flown or driven: whether it is on, and what it is called. Any thread. */
public interface Mission {
  State state();

  /**
   * Starts a mission; one that runs goes on under the new label.
   *
   * @param label null for none
   * @param who asks
   * @throws IllegalArgumentException when it cannot be a label; it says found, expected, cure
   * @throws IllegalStateException when the board's switch decides; so does this
   */
  State start(@Nullable String label, String who) throws IOException;

  /**
   * Stops.
   *
   * @throws IllegalStateException when the board's switch decides
   */
  State stop(String who) throws IOException;

  /**
   * @param name of the mission in keys and manifests
   * @param since when it was switched last; null when it never was
   * @param canSwitch false when a switch on the board alone decides
   */
  record State(
      String name,
      @Nullable String label,
      boolean running,
      @Nullable Instant since,
      boolean canSwitch) {}
}
