package dev.catenary.simulator.scan;

import dev.catenary.simulator.platform.Platform;
import dev.catenary.simulator.platform.SensorPose;
import dev.catenary.simulator.scene.Beam;
import dev.catenary.simulator.scene.Echoes;
import dev.catenary.simulator.scene.Scene;
import java.util.SplittableRandom;

/** Fires single beams from the moving sensor into the scene, and notes what comes of them. */
final class Gun {
  private final Scene scene;
  private final Optics optics;
  private final SensorPose pose;
  private final Beam beam;
  private final Echoes echoes;
  private final Detector detector;

  Gun(Scene scene, Platform platform, Optics optics) {
    this.scene = scene;
    this.optics = optics;
    this.pose = new SensorPose(platform);
    this.beam = optics.newBeam();
    this.echoes = scene.newEchoes();
    this.detector = new Detector(optics);
  }

  Detector detector() {
    return detector;
  }

  /** Where the sensor is from now on. */
  void at(double surveySeconds) {
    pose.at(surveySeconds);
  }

  /**
   * Fires once; {@link #detector()} then has what came back. Ranges count from the given start.
   *
   * @param x start of the beam in the sensor's frame, metres; likewise y and z
   * @param dx unit direction in the sensor's frame; likewise dy and dz
   */
  void fire(
      double x, double y, double z, double dx, double dy, double dz, SplittableRandom random) {
    double[] r = pose.rotation;
    beam.x = pose.eastMetres + r[0] * x + r[1] * y + r[2] * z;
    beam.y = pose.northMetres + r[3] * x + r[4] * y + r[5] * z;
    beam.z = pose.upMetres + r[6] * x + r[7] * y + r[8] * z;
    beam.dx = r[0] * dx + r[1] * dy + r[2] * dz;
    beam.dy = r[3] * dx + r[4] * dy + r[5] * dz;
    beam.dz = r[6] * dx + r[7] * dy + r[8] * dz;
    if (pose.isHidden(dx, dy, dz)) {
      detector.size = 0;
      return;
    }
    scene.cast(beam, optics.rangeMetresMax(), echoes, random);
    detector.detect(echoes, random);
  }

  /**
   * Notes one detection as a point.
   *
   * @param rangeMetres as the packet says it
   * @param rank of its return by range, from 1, and how many the packet holds of the firing
   */
  void note(
      Returns returns,
      long surveyNanos,
      int detection,
      double rangeMetres,
      int intensity,
      int ring,
      int rank,
      int ranks) {
    int at = returns.size++;
    returns.surveyNanos[at] = surveyNanos;
    returns.eastMetres[at] = beam.x + rangeMetres * beam.dx;
    returns.northMetres[at] = beam.y + rangeMetres * beam.dy;
    returns.upMetres[at] = beam.z + rangeMetres * beam.dz;
    returns.rangeMetres[at] = (float) rangeMetres;
    returns.rangeErrorMetres[at] = (float) (rangeMetres - detector.trueRangeMetres[detection]);
    returns.intensity[at] = (char) intensity;
    returns.ring[at] = (byte) ring;
    returns.returnNumber[at] = (byte) rank;
    returns.numberOfReturns[at] = (byte) ranks;
    returns.what[at] = detector.what[detection];
    returns.object[at] = detector.object[detection];
    returns.count(detector.what[detection]);
  }
}
