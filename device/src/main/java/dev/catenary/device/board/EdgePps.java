package dev.catenary.device.board;

import dev.catenary.device.health.PpsReading;
import java.util.function.LongSupplier;

/**
 * Pulses at a pin, stamped by us once the driver has woken its thread: later than the edge by what
 * the scheduler takes, which the jitter shows. It is shown and disciplines no clock; the kernel's
 * device is the better one.
 */
final class EdgePps implements PulseSource {
  private final String name;
  private final LongSupplier wallNanos;
  private final PulseTimes times = new PulseTimes();

  /**
   * @param wallNanos wall clock, nanoseconds since 1970-01-01T00:00Z
   */
  EdgePps(int pin, LongSupplier wallNanos) {
    this.name = "pin " + pin;
    this.wallNanos = wallNanos;
  }

  /** The driver has seen the line rise; its thread. */
  void rose() {
    times.take(wallNanos.getAsLong(), 1);
  }

  @Override
  public PpsReading read(long nowNanos) {
    return times.reading(name, nowNanos);
  }
}
