package dev.catenary.simulator.scan;

import dev.catenary.simulator.platform.Drone;
import dev.catenary.simulator.scene.Ray;

/**
 * Turns a direction of the sensor into the scene: the sensor's z axis, about which it spins, lies
 * along the body's x (it is mounted pitched by 90 degrees), so that it scans across the line.
 */
final class Attitude {
  private double forwardX;
  private double forwardY;
  private double forwardZ;
  private double leftX;
  private double leftY;
  private double leftZ;
  private double upX;
  private double upY;
  private double upZ;

  /** Body axes in east, north, up: heading, then pitch, then roll. */
  void set(Drone drone, double seconds) {
    double heading = drone.headingRad(seconds);
    double pitch = drone.pitchRad(seconds);
    double roll = drone.rollRad(seconds);
    forwardX = Math.sin(heading) * Math.cos(pitch);
    forwardY = Math.cos(heading) * Math.cos(pitch);
    forwardZ = Math.sin(pitch);
    double levelLeftX = -Math.cos(heading);
    double levelLeftY = Math.sin(heading);
    double levelUpX = -Math.sin(heading) * Math.sin(pitch);
    double levelUpY = -Math.cos(heading) * Math.sin(pitch);
    double levelUpZ = Math.cos(pitch);
    double c = Math.cos(roll);
    double s = Math.sin(roll);
    leftX = c * levelLeftX + s * levelUpX;
    leftY = c * levelLeftY + s * levelUpY;
    leftZ = s * levelUpZ;
    upX = c * levelUpX - s * levelLeftX;
    upY = c * levelUpY - s * levelLeftY;
    upZ = c * levelUpZ;
  }

  /** Points the ray along a direction of the sensor's frame: x forward, y left, z up. */
  void point(double xSensor, double ySensor, double zSensor, Ray ray) {
    double forward = zSensor;
    double left = ySensor;
    double up = -xSensor;
    ray.dx = forward * forwardX + left * leftX + up * upX;
    ray.dy = forward * forwardY + left * leftY + up * upY;
    ray.dz = forward * forwardZ + left * leftZ + up * upZ;
  }
}
