package dev.catenary.simulator.platform;

import dev.catenary.simulator.scene.Road;
import dev.catenary.simulator.scene.Terrain;

/** A car that drives east on the left side of the road, and tips with it. */
final class Car implements Trajectory {
  /** Of the position source, low in the boot. */
  private static final double ABOVE_ROAD_METRES = 0.6;

  private static final double LANE_METRES = 1.6;
  private static final double WHEELBASE_METRES = 2.8;

  private final Terrain terrain;
  private final double northMetres;
  private final double speed;

  Car(Terrain terrain, Road road, double speedMetresPerSecond) {
    this.terrain = terrain;
    this.northMetres = road.northMetres() + LANE_METRES;
    this.speed = speedMetresPerSecond;
  }

  @Override
  public void at(double t, BodyPose pose) {
    double east = speed * t;
    double back = terrain.heightMetres(east - WHEELBASE_METRES / 2, northMetres);
    double front = terrain.heightMetres(east + WHEELBASE_METRES / 2, northMetres);
    pose.eastMetres = east;
    pose.northMetres = northMetres + 0.1 * Math.sin(0.3 * t);
    pose.upMetres = (back + front) / 2 + ABOVE_ROAD_METRES + 0.01 * Math.sin(9 * t);
    double roll = Math.toRadians(0.7 * Math.sin(2.1 * t));
    double pitch = Math.atan2(front - back, WHEELBASE_METRES) + 0.004 * Math.sin(8 * t);
    double azimuth = Math.toRadians(90 + 0.3 * Math.sin(0.3 * t));
    pose.turn(roll, pitch, azimuth);
  }

  @Override
  public double speedMetresPerSecond() {
    return speed;
  }
}
