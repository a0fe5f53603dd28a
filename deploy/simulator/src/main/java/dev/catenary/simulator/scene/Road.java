package dev.catenary.simulator.scene;

/**
 * A sealed road along the corridor, to the east.
 *
 * @param northMetres its middle line
 * @param widthMetres of the seal
 */
public record Road(double northMetres, double widthMetres) {
  boolean isOn(double north) {
    return Math.abs(north - northMetres) <= widthMetres / 2;
  }
}
