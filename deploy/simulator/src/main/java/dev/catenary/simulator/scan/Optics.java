package dev.catenary.simulator.scan;

import dev.catenary.simulator.scene.Beam;

/**
 * Optical limits of a sensor: its light and its detector.
 *
 * @param apertureMetres diameter of the beam where it leaves the sensor
 * @param divergenceRad full angle by which it widens
 * @param rangeMetresMin nearer than this nothing is reported
 * @param rangeMetresMax nor farther
 * @param rangeMetresHalf where every second pulse comes back from a wide target of 10 per cent
 * @param mixMetres echoes closer to each other than this are one, in between
 * @param separationMetres two returns of one pulse are at least this far apart
 * @param noiseMetres standard deviation of a strong return's range
 */
public record Optics(
    double apertureMetres,
    double divergenceRad,
    double rangeMetresMin,
    double rangeMetresMax,
    double rangeMetresHalf,
    double mixMetres,
    double separationMetres,
    double noiseMetres) {
  Beam newBeam() {
    return new Beam(apertureMetres, divergenceRad);
  }
}
