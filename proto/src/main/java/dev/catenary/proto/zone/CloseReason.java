package dev.catenary.proto.zone;

/** Why a zone was closed. */
public enum CloseReason {
  /** No point has fallen in it for the configured time. */
  LEFT,
  POINTS_MAX,
  AGE_MAX,
  /** The memory budget was spent; this was the zone longest without a point. */
  MEMORY,
  /** The service stops, or the recording has ended. */
  END
}
