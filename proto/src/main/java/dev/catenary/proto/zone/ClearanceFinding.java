package dev.catenary.proto.zone;

import dev.catenary.proto.point.ClassLabel;

/**
 * How near something comes to a wire, and what a rule says of it. Triage, not a statement of
 * compliance. Places are in the map frame.
 *
 * @param span the number of the span in its zone
 * @param obstacle vegetation, building or ground
 * @param eastingMetres of the obstacle's point
 * @param northingMetres of it
 * @param heightMetres of it
 * @param wireEastingMetres of the nearest place of the wire as it hangs
 * @param wireNorthingMetres of it
 * @param wireHeightMetres of it
 * @param distanceMetres from the wire as it hangs
 * @param loadedDistanceMetres from all places the wire takes at the rule's swing and sag
 * @param requiredMetres the rule's distance
 * @param errorMetres standard error of the distance: of the fitted wire and of the point
 * @param rule the rule's id in its file
 * @param rulesVersion name and version of the rule file
 */
public record ClearanceFinding(
    int span,
    ClassLabel obstacle,
    double eastingMetres,
    double northingMetres,
    double heightMetres,
    double wireEastingMetres,
    double wireNorthingMetres,
    double wireHeightMetres,
    double distanceMetres,
    double loadedDistanceMetres,
    double requiredMetres,
    double errorMetres,
    String rule,
    String rulesVersion) {

  /** Tests whether the obstacle is nearer than the rule allows. */
  public boolean isBreach() {
    return loadedDistanceMetres < requiredMetres;
  }

  /** By how many metres it is too near; below 0 when it is not. */
  public double missingMetres() {
    return requiredMetres - loadedDistanceMetres;
  }
}
