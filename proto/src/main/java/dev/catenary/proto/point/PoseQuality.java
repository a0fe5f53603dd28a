package dev.catenary.proto.point;

/** Source of a pose's position; best first, so the worse of two is the larger. */
public enum PoseQuality {
  RTK_FIXED,
  /** By a post-processed trajectory, which does not say how each epoch was solved. */
  POST_PROCESSED,
  RTK_FLOAT,
  DIFFERENTIAL,
  SINGLE,
  /** No fix at that moment: position carried on by inertial measurement. */
  DEAD_RECKONING,
  /** A surveyed or assumed position from the configuration (mast, bench); nothing was measured. */
  CONFIGURED,
  NONE;

  public static PoseQuality worse(PoseQuality a, PoseQuality b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
