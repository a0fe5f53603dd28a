package dev.catenary.uplink.pressure;

import java.io.IOException;

/** The raw journal as far as room can be had from it. */
@FunctionalInterface
public interface RawJournal {
  /** There is none. */
  RawJournal NONE = oldest -> 0;

  /**
   * Deletes the oldest kept segment that holds no datagram from this sequence on.
   *
   * @param oldestNeeded the first datagram sequence that is still needed
   * @return the bytes that are free now, or 0 when there is no such segment
   */
  long giveUp(long oldestNeeded) throws IOException;
}
