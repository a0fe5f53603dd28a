package dev.catenary.simulator.scene;

/**
 * One pulse of light: origin and unit direction in the scene's frame, and how wide it is. Reused
 * for each firing.
 */
public final class Beam {
  public double x;
  public double y;
  public double z;
  public double dx;
  public double dy;
  public double dz;

  private final double apertureMetres;
  private final double divergenceRad;

  /**
   * @param apertureMetres diameter where the beam leaves the sensor
   * @param divergenceRad full angle by which it widens
   */
  public Beam(double apertureMetres, double divergenceRad) {
    this.apertureMetres = apertureMetres;
    this.divergenceRad = divergenceRad;
  }

  /** Diameter of the lit disc at a range. */
  public double footprintMetres(double rangeMetres) {
    return apertureMetres + divergenceRad * rangeMetres;
  }
}
