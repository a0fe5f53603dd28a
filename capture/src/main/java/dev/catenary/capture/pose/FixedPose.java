package dev.catenary.capture.pose;

import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PoseQuality;

/** A place that does not move: a mast, a bench. */
public final class FixedPose implements PoseSource {
  private final Pose fixed;

  public FixedPose(Pose fixed) {
    this.fixed = fixed;
    fixed.quality = PoseQuality.CONFIGURED;
    fixed.attitude = AttitudeQuality.ASSUMED_LEVEL;
  }

  @Override
  public PoseLookup at(long gpsTimeNanos, Pose pose) {
    PoseTrack.copy(fixed, pose);
    pose.gpsTimeNanos = gpsTimeNanos;
    return PoseLookup.COVERED;
  }
}
