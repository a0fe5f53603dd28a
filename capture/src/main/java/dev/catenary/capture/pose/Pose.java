package dev.catenary.capture.pose;

import dev.catenary.proto.point.AttitudeQuality;
import dev.catenary.proto.point.PoseQuality;

/**
 * Where the vehicle's body is and how it is turned, at one moment; reused. The body's axes are x
 * forward, y left, z up.
 */
public final class Pose {
  /** GPS time, nanoseconds since 1980-01-06T00:00Z. */
  public long gpsTimeNanos;

  public double eastingMetres;
  public double northingMetres;

  /** Above the ellipsoid. */
  public double heightMetres;

  /** Rotation from the body to east, north, up: a unit quaternion. */
  public double qw = 1;

  public double qx;
  public double qy;
  public double qz;

  /**
   * Easting of one metre to the east in the map frame; with its neighbours, scale and convergence.
   */
  public double eastingPerEast = 1;

  public double eastingPerNorth;
  public double northingPerEast;
  public double northingPerNorth = 1;

  public PoseQuality quality = PoseQuality.NONE;
  public AttitudeQuality attitude = AttitudeQuality.NONE;

  /**
   * Sets the attitude.
   *
   * @param rollRad about forward, right side down
   * @param pitchRad about left, nose up
   * @param headingRad clockwise from true north
   */
  public void turn(double rollRad, double pitchRad, double headingRad) {
    double yaw = (Math.PI / 2 - headingRad) / 2;
    double pitch = -pitchRad / 2;
    double roll = rollRad / 2;
    double cy = Math.cos(yaw);
    double sy = Math.sin(yaw);
    double cp = Math.cos(pitch);
    double sp = Math.sin(pitch);
    double cr = Math.cos(roll);
    double sr = Math.sin(roll);
    qw = cy * cp * cr + sy * sp * sr;
    qx = cy * cp * sr - sy * sp * cr;
    qy = cy * sp * cr + sy * cp * sr;
    qz = sy * cp * cr - cy * sp * sr;
  }
}
