package dev.catenary.capture.trajectory;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.pose.Pose;
import dev.catenary.capture.pose.PoseLookup;
import dev.catenary.capture.pose.PoseSource;
import dev.catenary.capture.pose.PoseTrack;
import dev.catenary.proto.point.PoseQuality;
import java.util.Arrays;

/**
 * Poses of a post-processed trajectory in a map frame; all of quality {@link
 * PoseQuality#POST_PROCESSED}. Between two epochs it goes as between two poses of a track. Capture
 * thread alone, but for {@link #missed}.
 */
public final class TrajectoryPoses implements PoseSource {
  private static final int KEPT = 64;

  private final Trajectory trajectory;
  private final MapFrame frame;
  private final long gapNanosMax;

  /** Epochs that have been projected, by their number modulo those kept. */
  private final Pose[] poses = new Pose[KEPT];

  private final int[] epochs = new int[KEPT];
  private final boolean[] inArea = new boolean[KEPT];
  private volatile long missedFirstNanos = Long.MAX_VALUE;
  private volatile long missedLastNanos = Long.MIN_VALUE;

  /**
   * @param gapNanosMax epochs farther apart are not interpolated between
   */
  public TrajectoryPoses(Trajectory trajectory, MapFrame frame, long gapNanosMax) {
    this.trajectory = trajectory;
    this.frame = frame;
    this.gapNanosMax = gapNanosMax;
    Arrays.fill(epochs, -1);
    for (int i = 0; i < KEPT; i++) {
      poses[i] = new Pose();
    }
  }

  @Override
  public PoseLookup at(long gpsTimeNanos, Pose pose) {
    int after = trajectory.firstNotBefore(gpsTimeNanos);
    if (after == trajectory.size()) {
      // None will come any more.
      miss(gpsTimeNanos);
      return PoseLookup.GAP;
    }
    boolean isExact = trajectory.gpsTimeNanos(after) == gpsTimeNanos;
    if (after == 0 && !isExact) {
      miss(gpsTimeNanos);
      return PoseLookup.TOO_EARLY;
    }
    int before = isExact ? after : after - 1;
    boolean isGap = trajectory.gpsTimeNanos(after) - trajectory.gpsTimeNanos(before) > gapNanosMax;
    if (isGap || !project(before) || !project(after)) {
      miss(gpsTimeNanos);
      return PoseLookup.GAP;
    }
    PoseTrack.interpolate(poses[before % KEPT], poses[after % KEPT], gpsTimeNanos, pose);
    return PoseLookup.COVERED;
  }

  private void miss(long gpsTimeNanos) {
    missedFirstNanos = Math.min(missedFirstNanos, gpsTimeNanos);
    missedLastNanos = Math.max(missedLastNanos, gpsTimeNanos);
  }

  /** True when some times were asked for that it does not cover. Any thread. */
  public boolean missed() {
    return missedFirstNanos <= missedLastNanos;
  }

  /** GPS time of the first of those. Any thread. */
  public long missedFirstNanos() {
    return missedFirstNanos;
  }

  /** GPS time of the last of those. Any thread. */
  public long missedLastNanos() {
    return missedLastNanos;
  }

  /** The file's epochs. */
  public Trajectory trajectory() {
    return trajectory;
  }

  /** Projects an epoch, if it has not been; false outside the frame's area. */
  private boolean project(int epoch) {
    int at = epoch % KEPT;
    if (epochs[at] != epoch) {
      epochs[at] = epoch;
      Pose pose = poses[at];
      inArea[at] =
          frame.place(
              trajectory.latitudeRad(epoch),
              trajectory.longitudeRad(epoch),
              trajectory.heightMetres(epoch),
              pose);
      pose.gpsTimeNanos = trajectory.gpsTimeNanos(epoch);
      pose.quality = PoseQuality.POST_PROCESSED;
      pose.turn(
          trajectory.rollRad(epoch), trajectory.pitchRad(epoch), trajectory.headingRad(epoch));
    }
    return inArea[at];
  }
}
