package dev.catenary.simulator.platform;

/** The way of a vehicle's body through the scene. */
public interface Trajectory {
  /** Sets the pose to that of a moment. */
  void at(double surveySeconds, BodyPose pose);

  double speedMetresPerSecond();
}
