package dev.catenary.simulator.platform;

/**
 * A drone that follows the line to the east at constant speed, with the slow wobble of real flight.
 * Position in the scene's frame; attitude as an INS reports it.
 */
public final class Drone {
  private final double heightMetres;
  private final double northMetres;
  private final double speedMetresPerSecond;

  public Drone(double heightMetres, double northMetres, double speedMetresPerSecond) {
    this.heightMetres = heightMetres;
    this.northMetres = northMetres;
    this.speedMetresPerSecond = speedMetresPerSecond;
  }

  public double eastMetres(double seconds) {
    return 10 + speedMetresPerSecond * seconds;
  }

  public double northMetres(double seconds) {
    return northMetres + 0.3 * Math.sin(seconds * 0.7);
  }

  public double upMetres(double seconds) {
    return heightMetres + 0.2 * Math.sin(seconds * 0.9);
  }

  /** Right side down. */
  public double rollRad(double seconds) {
    return Math.toRadians(2) * Math.sin(seconds * 1.3);
  }

  /** Nose up. */
  public double pitchRad(double seconds) {
    return Math.toRadians(-3) + Math.toRadians(1) * Math.sin(seconds * 0.8);
  }

  /** Clockwise from north: the line runs to the east. */
  public double headingRad(double seconds) {
    return Math.PI / 2 + Math.toRadians(1.5) * Math.sin(seconds * 0.5);
  }
}
