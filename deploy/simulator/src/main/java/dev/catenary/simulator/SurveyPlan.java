package dev.catenary.simulator;

import dev.catenary.simulator.scene.SceneKind;

/**
 * Plan of a survey: scene and equipment. The same plan gives the same points.
 *
 * @param mode of the OS1-64, such as {@code 1024x10}; the VLP-16 has none
 * @param dual two returns a pulse
 * @param heightMetres of a drone above the scene's datum
 */
record SurveyPlan(
    SceneKind scene,
    SensorKind sensor,
    String mode,
    boolean dual,
    Vehicle vehicle,
    double heightMetres,
    double seconds,
    long seed) {
  enum SensorKind {
    VLP16,
    OS1_64
  }

  enum Vehicle {
    DRONE,
    CAR
  }

  SurveyPlan {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new IllegalArgumentException(
          "found a survey of " + seconds + " s; expected more than 0 and at most 3600");
    }
  }
}
