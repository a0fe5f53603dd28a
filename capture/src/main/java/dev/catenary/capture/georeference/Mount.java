package dev.catenary.capture.georeference;

/**
 * Mount of a sensor on the vehicle's body, whose axes are x forward, y left, z up.
 *
 * @param forwardMetres the sensor's origin from the position source's
 * @param leftMetres likewise
 * @param upMetres likewise
 * @param rollRad the sensor's axes against the body's: right-handed about x, then, before it, pitch
 *     about y, and before that yaw about z
 * @param pitchRad right-handed about y
 * @param yawRad right-handed about z
 */
public record Mount(
    double forwardMetres,
    double leftMetres,
    double upMetres,
    double rollRad,
    double pitchRad,
    double yawRad) {
  /** The sensor's axes and origin are the body's. */
  public static final Mount NONE = new Mount(0, 0, 0, 0, 0, 0);

  /** Rotation from the sensor's to the body's axes, by rows: {@code Rz(yaw) Ry(pitch) Rx(roll)}. */
  double[] rotation() {
    double cr = Math.cos(rollRad);
    double sr = Math.sin(rollRad);
    double cp = Math.cos(pitchRad);
    double sp = Math.sin(pitchRad);
    double cy = Math.cos(yawRad);
    double sy = Math.sin(yawRad);
    return new double[] {
      cy * cp,
      cy * sp * sr - sy * cr,
      cy * sp * cr + sy * sr,
      sy * cp,
      sy * sp * sr + cy * cr,
      sy * sp * cr - cy * sr,
      -sp,
      cp * sr,
      cp * cr
    };
  }
}
