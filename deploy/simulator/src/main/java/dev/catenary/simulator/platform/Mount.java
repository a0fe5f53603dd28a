package dev.catenary.simulator.platform;

import java.util.Locale;

/**
 * Mount of the sensor on the body, whose axes are x forward, y left, z up. The sensor's axes are
 * turned against the body's by {@code Rz(yaw) Ry(pitch) Rx(roll)}, right-handed.
 *
 * @param forwardMetres the sensor's origin from the position source's
 * @param leftMetres likewise
 * @param upMetres likewise
 */
public record Mount(
    double forwardMetres,
    double leftMetres,
    double upMetres,
    double rollDegrees,
    double pitchDegrees,
    double yawDegrees) {
  /** From the sensor's axes to the body's, by rows. */
  double[] rotation() {
    double cr = Math.cos(Math.toRadians(rollDegrees));
    double sr = Math.sin(Math.toRadians(rollDegrees));
    double cp = Math.cos(Math.toRadians(pitchDegrees));
    double sp = Math.sin(Math.toRadians(pitchDegrees));
    double cy = Math.cos(Math.toRadians(yawDegrees));
    double sy = Math.sin(Math.toRadians(yawDegrees));
    double[] yaw = {cy, -sy, 0, sy, cy, 0, 0, 0, 1};
    double[] pitch = {cp, 0, sp, 0, 1, 0, -sp, 0, cp};
    double[] roll = {1, 0, 0, 0, cr, -sr, 0, sr, cr};
    double[] yawPitch = new double[9];
    double[] all = new double[9];
    Rotations.multiply(yaw, pitch, yawPitch);
    Rotations.multiply(yawPitch, roll, all);
    return all;
  }

  /** As the service's configuration says it. */
  public String asYaml() {
    return String.format(
        Locale.ROOT,
        "{lever-arm: [%s, %s, %s], boresight: [%s, %s, %s]}",
        forwardMetres,
        leftMetres,
        upMetres,
        rollDegrees,
        pitchDegrees,
        yawDegrees);
  }
}
