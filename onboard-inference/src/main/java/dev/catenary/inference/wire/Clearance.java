package dev.catenary.inference.wire;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the distances of vegetation, buildings and ground from the wires of a zone, under the rules
 * for the line: for each wire, each rule and each of the three, the point that comes nearest.
 */
final class Clearance {
  private static final List<ClassLabel> OBSTACLES =
      List.of(ClassLabel.VEGETATION, ClassLabel.BUILDING, ClassLabel.GROUND);

  /** What is farther from every place of the wire than this is not looked at twice. */
  private static final double FAR_METRES = 40;

  private final ClearanceRules rules;
  private final Obstacles obstacles = new Obstacles();

  /**
   * @param rules for the line that is surveyed
   */
  Clearance(ClearanceRules rules) {
    this.rules = rules;
  }

  /** The findings of a labelled zone; wires are in the zone's frame, spans tell of them. */
  List<ClearanceFinding> findings(Zone zone, List<CatenaryFit> wires, List<WireSpan> spans) {
    List<ClearanceFinding> findings = new ArrayList<>();
    if (rules.rules().isEmpty() || wires.isEmpty()) {
      return findings;
    }
    for (ClassLabel obstacle : OBSTACLES) {
      obstacles.gather(zone, obstacle);
      if (obstacles.isEmpty()) {
        continue;
      }
      for (ClearanceRule rule : rules.rules()) {
        double required = required(rule, obstacle);
        for (int i = 0; required > 0 && i < wires.size(); i++) {
          WireSpan span = spans.get(i);
          boolean whole = span.fromSeen() && span.toSeen();
          SwungWire swung = new SwungWire(wires.get(i).wire(), whole, rule);
          Catenary wire = wires.get(i).wire();
          Obstacles.Nearest nearest =
              obstacles.nearest(
                  (x, y, z) ->
                      isFor(wire, whole, rule, x, y)
                          ? swung.distanceAt(wire.clamped(wire.along(x, y)), x, y, z)
                          : Double.MAX_VALUE,
                  (x, y, z) ->
                      isFor(wire, whole, rule, x, y) ? swung.distance(x, y, z) : Double.MAX_VALUE,
                  swung.roughness());
          if (nearest != null && nearest.metres() < FAR_METRES) {
            findings.add(finding(zone, wires.get(i), span, obstacle, rule, required, nearest));
          }
        }
      }
    }
    return findings;
  }

  private static double required(ClearanceRule rule, ClassLabel obstacle) {
    return switch (obstacle) {
      case VEGETATION -> rule.vegetationMetres();
      case BUILDING -> rule.buildingMetres();
      default -> rule.groundMetres();
    };
  }

  /** Not for what is far off, or beside another part of the span than the rule is for. */
  private static boolean isFor(
      Catenary wire, boolean whole, ClearanceRule rule, double x, double y) {
    double along = wire.along(x, y);
    if (Math.abs(wire.across(x, y)) > FAR_METRES
        || along < wire.from() - FAR_METRES
        || along > wire.to() + FAR_METRES) {
      return false;
    }
    double share = (wire.clamped(along) - wire.from()) / wire.lengthMetres();
    double place = Math.min(share, 1 - share);
    return !whole || (place >= rule.placeFrom() && place <= rule.placeTo());
  }

  private ClearanceFinding finding(
      Zone zone,
      CatenaryFit fit,
      WireSpan span,
      ClassLabel obstacle,
      ClearanceRule rule,
      double required,
      Obstacles.Nearest nearest) {
    Catenary wire = fit.wire();
    double along = wire.nearest(nearest.x(), nearest.y(), nearest.z());
    double east = zone.id.originEastingMetres();
    double north = zone.id.originNorthingMetres();
    return new ClearanceFinding(
        span.number(),
        obstacle,
        east + nearest.x(),
        north + nearest.y(),
        nearest.z(),
        east + wire.x(along),
        north + wire.y(along),
        wire.z(along),
        wire.distance(nearest.x(), nearest.y(), nearest.z()),
        nearest.metres(),
        required,
        errorMetres(fit, along, nearest),
        rule.id(),
        rules.version());
  }

  /** Of the wire in the direction of the point, and of the point, whose noise is the wire's. */
  private static double errorMetres(CatenaryFit fit, double along, Obstacles.Nearest nearest) {
    Catenary wire = fit.wire();
    double side = wire.across(nearest.x(), nearest.y());
    double up = nearest.z() - wire.z(along);
    double length = Math.max(1e-9, Math.hypot(side, up));
    double across = side / length * fit.errorAcrossMetres(along);
    double above = up / length * fit.errorUpMetres(along);
    double point = Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres());
    return Math.sqrt(across * across + above * above + point * point);
  }
}
