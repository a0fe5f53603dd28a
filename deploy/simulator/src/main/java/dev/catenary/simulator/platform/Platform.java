package dev.catenary.simulator.platform;

import dev.catenary.simulator.scene.Scene;

/**
 * A vehicle with its sensor.
 *
 * @param trajectory of the position source, which is the body's origin
 * @param mount of the sensor on the body
 * @param roof what of the vehicle the sensor sees and leaves out
 */
public record Platform(Trajectory trajectory, Mount mount, Roof roof) {
  /** Default height of a drone above the scene's datum. */
  public static final double DRONE_HEIGHT_METRES = 38;

  private static final double DRONE_SPEED = 8;
  private static final double CAR_SPEED = 15;

  /** The spin axis lies along the flight: the sensor scans across the line, azimuth 0 down. */
  private static final Mount BELOW_DRONE = new Mount(0.12, 0, -0.18, 0, 90, 0);

  /** The spin axis leans forward by 60 degrees, so that the beams sweep over the wires beside. */
  private static final Mount ON_CAR = new Mount(0.3, 0, 1.5, 0, 60, 0);

  private static final Roof CAR_ROOF = new Roof(0.4, 1.4, 0.75);

  /** Speed at which a kind of platform goes. */
  public static double speedMetresPerSecond(boolean car) {
    return car ? CAR_SPEED : DRONE_SPEED;
  }

  /**
   * A drone above and beside the line.
   *
   * @param heightMetres above the scene's datum, 30 to 60
   */
  public static Platform drone(double heightMetres, long seed) {
    if (!(heightMetres >= 30 && heightMetres <= 60)) {
      throw new IllegalArgumentException(
          "found a flying height of "
              + heightMetres
              + " m; expected 30 to 60: lower are the towers, higher no wire is seen");
    }
    return new Platform(new Drone(heightMetres, DRONE_SPEED, seed), BELOW_DRONE, Roof.NONE);
  }

  /** A car on the scene's road. */
  public static Platform car(Scene scene) {
    return new Platform(new Car(scene.terrain(), scene.road(), CAR_SPEED), ON_CAR, CAR_ROOF);
  }
}
