package dev.catenary.fleet.stream.pass;

import dev.catenary.fleet.stream.frame.GeoPlace;
import dev.catenary.proto.message.Finding;
import java.util.List;

/** Findings of an event as observations. */
public final class Observations {
  private static final double PLACE_ERROR_METRES_MIN = 0.05;

  private Observations() {}

  /** Those of one look, in the order of the event. */
  public static List<Observation> of(Look look) {
    return look.event().getFindingsList().stream()
        .map(finding -> of(look, finding))
        .filter(one -> one.place().isValid() && one.wire().isValid())
        .toList();
  }

  private static Observation of(Look look, Finding finding) {
    double placeError =
        finding.hasPositionErrorMetres()
            ? finding.getPositionErrorMetres()
            : finding.getErrorMetres();
    return new Observation(
        look,
        finding.getSpan(),
        finding.getObstacleClass(),
        finding.getRule(),
        finding.hasLongitudeDegrees() && finding.hasLatitudeDegrees()
            ? new GeoPlace(finding.getLongitudeDegrees(), finding.getLatitudeDegrees())
            : look.frame().place(finding.getEastingMetres(), finding.getNorthingMetres()),
        finding.getHeightMetres(),
        look.frame().place(finding.getWireEastingMetres(), finding.getWireNorthingMetres()),
        finding.getWireHeightMetres(),
        finding.getDistanceMetres(),
        finding.getLoadedDistanceMetres(),
        finding.getRequiredMetres(),
        finding.getErrorMetres(),
        Math.max(placeError, PLACE_ERROR_METRES_MIN),
        finding.getViolation());
  }
}
