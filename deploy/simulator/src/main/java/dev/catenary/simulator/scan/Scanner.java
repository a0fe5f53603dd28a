package dev.catenary.simulator.scan;

import dev.catenary.simulator.time.SurveyClock;

/**
 * A sensor on its vehicle, which fills packet after packet. Each packet depends on its number and
 * the seed only, so scanners of one survey may share the work. One thread at a time.
 */
public sealed interface Scanner permits Vlp16, Os1 {
  int packetLength();

  /** The most returns that a packet holds. */
  int returnsPerPacketMax();

  /** Survey time of the packet's first firing. */
  long packetStartNanos(long number);

  /**
   * Scans one packet; what in it depends on the clock is left open.
   *
   * @param packet filled from its start
   * @param returns cleared, then filled
   */
  void scan(long number, byte[] packet, Returns returns);

  /** Sets the sensor's clock, and what hangs on it, in a packet that has been scanned. */
  void stamp(long number, SurveyClock clock, byte[] packet);
}
