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
  private final long startNanos;
  private int on;

  /**
   * @param relays in the order of the start, all off
   */
  SensorPower(List<Pins.Output> relays, long stepNanos, long nanos) {
    this.relays = List.copyOf(relays);
    this.stepNanos = stepNanos;
    this.startNanos = nanos;
  }

  /** Switches on what is due. */
  void look(long nanos) throws IOException {
    while (on < relays.size() && nanos - startNanos >= on * stepNanos) {
      relays.get(on++).set(true);
    }
  }

  /** At a power failure: what they draw is ours for the flush. */
  void off() throws IOException {
    for (Pins.Output relay : relays) {
      relay.set(false);
    }
    on = relays.size();
  }
}
