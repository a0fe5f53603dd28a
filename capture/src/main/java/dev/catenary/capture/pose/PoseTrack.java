package dev.catenary.capture.pose;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PoseQuality;

/**
 * The latest poses in order of time. Between two of them positions are interpolated linearly and
 * attitudes along the shortest arc (slerp); the oldest make room for the newest.
 */
public final class PoseTrack implements PoseSource {
  private static final double NEARLY_PARALLEL = 0.999_999;

  private static final long STEP_NANOS = 10_000_000_000L;

  private final Pose[] poses;
  private final long gapNanosMax;
  private final Counters counters;
  private long added;

  /**
   * @param capacity poses kept; must hold the time that points wait
   * @param gapNanosMax poses farther apart in time are not interpolated between
   */
  public PoseTrack(int capacity, long gapNanosMax, Counters counters) {
    poses = new Pose[capacity];
    for (int i = 0; i < capacity; i++) {
      poses[i] = new Pose();
    }
    this.gapNanosMax = gapNanosMax;
    this.counters = counters;
  }

  /**
   * Adds a copy of the pose; one that is not newer than the last is counted and left out. Far older
   * than the last, it means that the receiver's clock had been wrong: the track starts anew with
   * it, for else a single false date would hold off every pose until that date.
   */
  public void add(Pose pose) {
    if (added > 0) {
      long since = pose.gpsTimeNanos - newest().gpsTimeNanos;
      if (since < -STEP_NANOS) {
        counters.increment(DeviceCounter.CLOCK_STEPS);
        added = 0;
      } else if (since <= 0) {
        counters.increment(DeviceCounter.POSES_OUT_OF_ORDER);
        return;
      }
      if (added > 0 && since > gapNanosMax) {
        counters.increment(DeviceCounter.POSE_GAPS);
      }
    }
    copy(pose, poses[(int) (added % poses.length)]);
    added++;
    counters.increment(DeviceCounter.POSES_RECEIVED);
  }

  /** Counts a pose that could not be added because it lies outside the map frame's area. */
  public void countOutsideFrame() {
    counters.increment(DeviceCounter.POSES_OUTSIDE_FRAME);
  }

  /** Counts a fix that could not become a pose because no heading is known. */
  public void countWithoutHeading() {
    counters.increment(DeviceCounter.FIXES_WITHOUT_HEADING);
  }

  @Override
  public PoseLookup at(long gpsTimeNanos, Pose pose) {
    if (added == 0 || gpsTimeNanos > newest().gpsTimeNanos) {
      return PoseLookup.NOT_YET;
    }
    long low = Math.max(0, added - poses.length);
    long high = added - 1;
    if (gpsTimeNanos < get(low).gpsTimeNanos) {
      return PoseLookup.TOO_EARLY;
    }
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (get(middle).gpsTimeNanos < gpsTimeNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Pose after = get(low);
    if (after.gpsTimeNanos == gpsTimeNanos) {
      copy(after, pose);
      return PoseLookup.COVERED;
    }
    Pose before = get(low - 1);
    if (after.gpsTimeNanos - before.gpsTimeNanos > gapNanosMax) {
      return PoseLookup.GAP;
    }
    interpolate(before, after, gpsTimeNanos, pose);
    return PoseLookup.COVERED;
  }

  private Pose get(long index) {
    return poses[(int) (index % poses.length)];
  }

  private Pose newest() {
    return get(added - 1);
  }

  /**
   * Fills a pose between two: positions linearly, attitudes along the shortest arc.
   *
   * @param b not before a; the same moment is that pose itself
   */
  public static void interpolate(Pose a, Pose b, long gpsTimeNanos, Pose into) {
    if (a.gpsTimeNanos == b.gpsTimeNanos) {
      copy(a, into);
      return;
    }
    double part = (double) (gpsTimeNanos - a.gpsTimeNanos) / (b.gpsTimeNanos - a.gpsTimeNanos);
    into.gpsTimeNanos = gpsTimeNanos;
    into.eastingMetres = between(a.eastingMetres, b.eastingMetres, part);
    into.northingMetres = between(a.northingMetres, b.northingMetres, part);
    into.heightMetres = between(a.heightMetres, b.heightMetres, part);
    into.eastingPerEast = between(a.eastingPerEast, b.eastingPerEast, part);
    into.eastingPerNorth = between(a.eastingPerNorth, b.eastingPerNorth, part);
    into.northingPerEast = between(a.northingPerEast, b.northingPerEast, part);
    into.northingPerNorth = between(a.northingPerNorth, b.northingPerNorth, part);
    into.quality = PoseQuality.worse(a.quality, b.quality);
    into.attitude = AttitudeQuality.worse(a.attitude, b.attitude);
    slerp(a, b, part, into);
  }

  private static void slerp(Pose a, Pose b, double part, Pose into) {
    double dot = a.qw * b.qw + a.qx * b.qx + a.qy * b.qy + a.qz * b.qz;
    double sign = dot < 0 ? -1 : 1;
    double wa = 1 - part;
    double wb = part * sign;
    if (Math.abs(dot) < NEARLY_PARALLEL) {
      double angle = Math.acos(Math.abs(dot));
      double sin = Math.sin(angle);
      wa = Math.sin((1 - part) * angle) / sin;
      wb = sign * Math.sin(part * angle) / sin;
    }
    double w = wa * a.qw + wb * b.qw;
    double x = wa * a.qx + wb * b.qx;
    double y = wa * a.qy + wb * b.qy;
    double z = wa * a.qz + wb * b.qz;
    double norm = 1 / Math.sqrt(w * w + x * x + y * y + z * z);
    into.qw = w * norm;
    into.qx = x * norm;
    into.qy = y * norm;
    into.qz = z * norm;
  }

  private static double between(double a, double b, double part) {
    return a + (b - a) * part;
  }

  static void copy(Pose from, Pose to) {
    to.gpsTimeNanos = from.gpsTimeNanos;
    to.eastingMetres = from.eastingMetres;
    to.northingMetres = from.northingMetres;
    to.heightMetres = from.heightMetres;
    to.qw = from.qw;
    to.qx = from.qx;
    to.qy = from.qy;
    to.qz = from.qz;
    to.eastingPerEast = from.eastingPerEast;
    to.eastingPerNorth = from.eastingPerNorth;
    to.northingPerEast = from.northingPerEast;
    to.northingPerNorth = from.northingPerNorth;
    to.quality = from.quality;
    to.attitude = from.attitude;
  }
}
