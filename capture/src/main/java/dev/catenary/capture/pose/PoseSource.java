package dev.catenary.capture.pose;

/** Gives the pose at a moment. */
public interface PoseSource {
  /**
   * Finds the pose at a GPS time; fills it only when {@link PoseLookup#COVERED}. Never
   * extrapolates.
   */
  PoseLookup at(long gpsTimeNanos, Pose pose);
}
