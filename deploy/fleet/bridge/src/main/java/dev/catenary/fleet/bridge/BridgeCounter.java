package dev.catenary.fleet.bridge;

/** Counts of the bridge, since its start. */
public enum BridgeCounter {
  /** Messages that the broker has brought. */
  RECEIVED,
  /** Messages that the log has, under their own topic. */
  TAKEN,
  /** Messages that the log has under {@code refused}. */
  REFUSED,
  /** Messages that the log did not take; the broker brings them again. */
  FAILED,
  /** Connections that were lost and made again. */
  RECONNECTED
}
