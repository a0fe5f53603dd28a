package dev.catenary.device.board;

import dev.catenary.device.health.PpsReading;

/** Where the pulse per second is seen. */
interface PulseSource {
  /**
   * Looks whether there was a pulse.
   *
   * @param nowNanos wall clock, nanoseconds since 1970-01-01T00:00Z
   */
  PpsReading read(long nowNanos);
}
