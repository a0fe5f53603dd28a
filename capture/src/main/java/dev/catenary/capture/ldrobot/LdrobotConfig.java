package dev.catenary.capture.ldrobot;

/**
 * Configuration of an LDROBOT decoder.
 *
 * @param rangeMinMetres nearer points are left out
 * @param rangeMaxMetres farther points are left out
 */
public record LdrobotConfig(double rangeMinMetres, double rangeMaxMetres) {
  public LdrobotConfig {
    if (!(rangeMinMetres >= 0 && rangeMaxMetres > rangeMinMetres)) {
      throw new IllegalArgumentException(
          "found ranges from "
              + rangeMinMetres
              + " to "
              + rangeMaxMetres
              + " m; expected 0 or more, and the second beyond the first");
    }
  }
}
