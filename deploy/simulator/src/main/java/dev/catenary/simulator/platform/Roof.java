package dev.catenary.simulator.platform;

/**
 * The part of the vehicle below the sensor that hides what lies behind it: a level rectangle.
 *
 * @param belowMetres how far under the sensor's origin
 * @param halfLengthMetres before and behind the sensor; 0 hides nothing
 * @param halfWidthMetres to each side
 */
public record Roof(double belowMetres, double halfLengthMetres, double halfWidthMetres) {
  /** Nothing below the sensor. */
  public static final Roof NONE = new Roof(1, 0, 0);

  boolean hides(double forward, double left, double up) {
    if (up >= 0 || halfLengthMetres == 0) {
      return false;
    }
    double range = belowMetres / -up;
    return Math.abs(forward * range) < halfLengthMetres && Math.abs(left * range) < halfWidthMetres;
  }
}
