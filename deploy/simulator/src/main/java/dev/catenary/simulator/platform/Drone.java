package dev.catenary.simulator.platform;

/**
 * A drone that follows the line to the east, with the slow sway of flight and the quick tremble of
 * its rotors.
 */
final class Drone implements Trajectory {
  private static final double BESIDE_METRES = 7;

  private final double heightMetres;
  private final double speed;
  private final double phase;

  /**
   * @param heightMetres above the scene's datum
   */
  Drone(double heightMetres, double speedMetresPerSecond, long seed) {
    this.heightMetres = heightMetres;
    this.speed = speedMetresPerSecond;
    this.phase = (seed % 100) * 0.0628;
  }

  @Override
  public void at(double t, BodyPose pose) {
    pose.eastMetres = speed * t + 0.15 * Math.sin(0.9 * t + phase);
    pose.northMetres = BESIDE_METRES + 0.4 * Math.sin(0.5 * t + 2 * phase);
    pose.upMetres = heightMetres + 0.25 * Math.sin(0.7 * t + 3 * phase);
    double roll = 1.8 * Math.sin(1.1 * t + phase) + 0.15 * Math.sin(19 * t);
    double pitch = -4 + 1.2 * Math.sin(0.8 * t + 2 * phase) + 0.15 * Math.sin(23 * t);
    double azimuth = 90 + 1.5 * Math.sin(0.4 * t + phase);
    pose.turn(Math.toRadians(roll), Math.toRadians(pitch), Math.toRadians(azimuth));
  }

  @Override
  public double speedMetresPerSecond() {
    return speed;
  }
}
