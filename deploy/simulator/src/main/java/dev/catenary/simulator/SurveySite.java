package dev.catenary.simulator;

import dev.catenary.simulator.platform.LocalFrame;
import dev.catenary.simulator.platform.Platform;
import dev.catenary.simulator.scan.Os1;
import dev.catenary.simulator.scan.Os1Settings;
import dev.catenary.simulator.scan.Scanner;
import dev.catenary.simulator.scan.Vlp16;
import dev.catenary.simulator.scene.Corridor;
import dev.catenary.simulator.scene.Scene;
import dev.catenary.simulator.truth.TransverseMercator;

/** A plan come true: the scene, the vehicle in it, and their place on earth. */
final class SurveySite {
  private static final double LATITUDE_DEGREES = -37.5622;
  private static final double LONGITUDE_DEGREES = 143.8503;
  private static final double HEIGHT_METRES = 441;

  private final SurveyPlan plan;
  private final Scene scene;
  private final Platform platform;

  SurveySite(SurveyPlan plan) {
    this.plan = plan;
    boolean car = plan.vehicle() == SurveyPlan.Vehicle.CAR;
    double length = plan.seconds() * Platform.speedMetresPerSecond(car);
    this.scene = Corridor.build(plan.scene(), length, plan.seed()).scene();
    this.platform = car ? Platform.car(scene) : Platform.drone(plan.heightMetres(), plan.seed());
  }

  SurveyPlan plan() {
    return plan;
  }

  Platform platform() {
    return platform;
  }

  /** A scanner for one thread. */
  Scanner newScanner() {
    return switch (plan.sensor()) {
      case VLP16 -> new Vlp16(scene, platform, plan.dual(), plan.seed());
      case OS1_64 -> new Os1(scene, platform, os1(), plan.seed());
    };
  }

  /** Settings of the OS1-64. */
  Os1Settings os1() {
    return Os1Settings.of(plan.mode(), plan.dual());
  }

  /** The scene's frame on earth; it keeps state, so each user has one. */
  static LocalFrame newFrame() {
    return new LocalFrame(LATITUDE_DEGREES, LONGITUDE_DEGREES, HEIGHT_METRES);
  }

  /** The map of the truth. */
  static TransverseMercator newMap() {
    return new TransverseMercator(LATITUDE_DEGREES, LONGITUDE_DEGREES);
  }
}
