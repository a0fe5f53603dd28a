package dev.catenary.device.board;

import java.io.IOException;
import java.util.List;

/**
 * Switches the sensors' supplies on one after the other: a spinning sensor draws several times its
 * current while it runs up, and two at once can pull the vehicle's supply down.
 */
final class SensorPower {
  private final List<Pins.Output> relays;
  private final long stepNanos;
  private long startNanos;
  private boolean started;
  private volatile int on;

  /**
   * @param relays in the order of the start, all off
   */
  SensorPower(List<Pins.Output> relays, long stepNanos) {
    this.relays = List.copyOf(relays);
    this.stepNanos = stepNanos;
  }

  /** Switches on what is due; the first at the first look. */
  void look(long nanos) throws IOException {
    if (!started) {
      started = true;
      startNanos = nanos;
    }
    for (int next = on; next < relays.size() && nanos - startNanos >= next * stepNanos; next++) {
      relays.get(next).set(true);
      on = next + 1;
    }
  }

  /** At a power failure: what they draw is ours for the flush. The next look begins again. */
  void off() throws IOException {
    started = false;
    on = 0;
    for (Pins.Output relay : relays) {
      relay.set(false);
    }
  }

  /** Number that is on; any thread. */
  int on() {
    return on;
  }
}
