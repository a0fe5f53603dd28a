package dev.catenary.device.board;

import java.io.IOException;

/** An input without the bounce of its contacts: it changes when it has been so for a while. */
final class SteadyInput {
  private final Pins.Input input;
  private final boolean activeHigh;
  private final long settleNanos;
  private boolean raw;
  private boolean active;
  private long changedNanos;

  SteadyInput(Pins.Input input, boolean activeHigh, long settleNanos, long nanos)
      throws IOException {
    this.input = input;
    this.activeHigh = activeHigh;
    this.settleNanos = settleNanos;
    this.raw = input.isHigh() == activeHigh;
    this.active = raw;
    this.changedNanos = nanos;
  }

  /** When it was first seen to be as it is. */
  long changedNanos() {
    return changedNanos;
  }

  /** Tests whether the input is active now. */
  boolean look(long nanos) throws IOException {
    boolean now = input.isHigh() == activeHigh;
    if (now != raw) {
      raw = now;
      changedNanos = nanos;
    }
    if (raw != active && nanos - changedNanos >= settleNanos) {
      active = raw;
    }
    return active;
  }
}
