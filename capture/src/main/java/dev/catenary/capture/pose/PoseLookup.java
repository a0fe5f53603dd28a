package dev.catenary.capture.pose;

/** Answer of a pose track about a moment. */
public enum PoseLookup {
  /** Poses on both sides, near enough to each other. */
  COVERED,
  /** The next pose has not come yet. */
  NOT_YET,
  /** Before the first pose there is. */
  TOO_EARLY,
  /** Between two poses too far apart to interpolate. */
  GAP
}
