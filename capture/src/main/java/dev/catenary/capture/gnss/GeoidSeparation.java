package dev.catenary.capture.gnss;

/** Gives the geoid's height above the ellipsoid where a receiver does not say it. */
@FunctionalInterface
public interface GeoidSeparation {
  /** Nothing is known: fixes without it are left out. */
  GeoidSeparation UNKNOWN = (latitudeRad, longitudeRad) -> Double.NaN;

  /** The separation in metres at a place; NaN where it is not known. */
  double metres(double latitudeRad, double longitudeRad);

  /** One separation for the whole survey. */
  static GeoidSeparation configured(double metres) {
    return (latitudeRad, longitudeRad) -> metres;
  }
}
