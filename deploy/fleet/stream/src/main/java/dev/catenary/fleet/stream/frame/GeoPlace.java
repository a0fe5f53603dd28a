package dev.catenary.fleet.stream.frame;

/**
 * A place.
 *
 * @param longitudeDegrees east of Greenwich
 * @param latitudeDegrees north of the equator
 */
public record GeoPlace(double longitudeDegrees, double latitudeDegrees) {
  /** False for what is no place on the ground. */
  public boolean isValid() {
    return Math.abs(longitudeDegrees) <= 180 && Math.abs(latitudeDegrees) < 85;
  }
}
