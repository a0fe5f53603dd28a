package dev.catenary.proto.zone;

import dev.catenary.proto.point.ClassLabel;

/**
 * Nearest approach of something to a wire, and the rule's judgement of it. Triage, not a statement
 * of compliance. Places are in the map frame.
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
 * @param loading where the span ends, and what the loaded distance depends on
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
    String rulesVersion,
    Loading loading) {

  /**
   * Ground on which a loaded distance stands.
   *
   * @param endUnseen whether a support of the span was not seen, so that its length is assumed
   * @param spanMetres length of the span that was loaded, seen or assumed
   * @param leastMetres loaded distance for the longest span it may be; the same as the loaded
   *     distance where both supports were seen
   * @param mostMetres loaded distance for no more of the span than was seen
   * @param growthMetresPerYear by how much the obstacle comes nearer in a year; 0 is not known
   */
  public record Loading(
      boolean endUnseen,
      double spanMetres,
      double leastMetres,
      double mostMetres,
      double growthMetresPerYear) {}

  /** A finding at a span of which both supports were seen. */
  public ClearanceFinding(
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
    this(
        span,
        obstacle,
        eastingMetres,
        northingMetres,
        heightMetres,
        wireEastingMetres,
        wireNorthingMetres,
        wireHeightMetres,
        distanceMetres,
        loadedDistanceMetres,
        requiredMetres,
        errorMetres,
        rule,
        rulesVersion,
        new Loading(false, 0, loadedDistanceMetres, loadedDistanceMetres, 0));
  }

  /** Tests whether the obstacle is nearer than the rule allows. */
  public boolean isViolation() {
    return loadedDistanceMetres < requiredMetres;
  }

  /** By how many metres it is too near; below 0 when it is not. */
  public double missingMetres() {
    return requiredMetres - loadedDistanceMetres;
  }

  /**
   * Months until the obstacle has grown to the rule's distance: 0 where it is a violation now, and
   * -1 where its growth is not known.
   */
  public double monthsToViolation() {
    if (isViolation()) {
      return 0;
    }
    double growth = loading.growthMetresPerYear();
    return growth > 0 ? -missingMetres() / growth * 12 : -1;
  }
}
