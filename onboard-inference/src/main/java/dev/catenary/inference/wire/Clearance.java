package dev.catenary.inference.wire;

import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the distances of vegetation, buildings and ground from wires, under the rules for the line:
 * for each wire, each rule and each of the three, the point that comes nearest. What stands beyond
 * the zone's border counts where the wire passes this zone, or one that has not shown it; a wire
 * beyond it counts where it is a violation.
 */
final class Clearance {
  private static final List<ClassLabel> OBSTACLES =
      List.of(ClassLabel.VEGETATION, ClassLabel.BUILDING, ClassLabel.GROUND);

  /** Distance within which obstacles are reported though no rule asks for so much. */
  private static final double TOLD_METRES = 40;

  /** How far a wire may swing to the side at least, for what is remembered at all. */
  private static final double SWING_METRES = 6;

  /** A wire's last point in a zone may be so far from the border that it goes on over. */
  private static final double BORDER_METRES = 1;

  /** Of another zone that took some of the wire for something else, this near is the wire. */
  private static final double ELSEWHERE_METRES = 0.8;

  /** Few wires hang deeper than this share of their span. */
  private static final double SAG_SHARE = 0.04;

  private final ClearanceRules rules;
  private final ObstacleMemory memory;
  private final double reachMetres;
  private final Obstacles own = new Obstacles();
  private final Obstacles around = new Obstacles();

  /**
   * @param rules for the line that is surveyed
   */
  Clearance(ClearanceRules rules, ObstacleMemory memory) {
    this.rules = rules;
    this.memory = memory;
    this.reachMetres = rules.rules().stream().mapToDouble(Clearance::reach).max().orElse(0);
  }

  /** How far from a wire not yet known a rule may find something. */
  private static double reach(ClearanceRule rule) {
    double deepest = SAG_SHARE * rule.assumedSpanMetres() + rule.addedSagMetres();
    return Math.max(rule.vegetationMetres(), rule.buildingMetres())
        + Math.max(SWING_METRES, deepest * Math.sin(rule.swingRad()));
  }

  /** How many zones to each side count: as many as the rules reach over, at least one. */
  int cellsAround(ZoneId id) {
    return Math.max(1, (int) Math.ceil(reachMetres / id.cellMetres()));
  }

  /** Wires, all in the zone's frame, and the spans that tell of them. */
  record Wires(List<CatenaryFit> fits, List<WireSpan> spans) {
    boolean isEmpty() {
      return fits.isEmpty();
    }
  }

  /**
   * The findings of a labelled zone.
   *
   * @param passing the wires that pass this zone
   * @param beside wires that pass its neighbours only
   * @param nearby all that the zones around have shown
   */
  List<ClearanceFinding> findings(Zone zone, Wires passing, Wires beside, List<ShownWire> nearby) {
    List<ClearanceFinding> findings = new ArrayList<>();
    if (rules.rules().isEmpty()) {
      return findings;
    }
    int cells = cellsAround(zone.id);
    List<OwnStretch> stretches = new ArrayList<>();
    for (CatenaryFit fit : passing.fits()) {
      stretches.add(new OwnStretch(zone.id, cells, fit, nearby));
    }
    for (ClassLabel obstacle : OBSTACLES) {
      boolean reachesOver = obstacle != ClassLabel.GROUND;
      if (!reachesOver && passing.isEmpty()) {
        continue;
      }
      own.gather(zone, obstacle);
      if (reachesOver) {
        memory.remember(zone.id, obstacle, own.nearBorder(reachMetres(zone.id, passing, beside)));
        around.gatherAround(memory, zone.id, cells, obstacle);
      }
      for (ClearanceRule rule : rules.rules()) {
        double required = required(rule, obstacle);
        for (int i = 0; required > 0 && i < passing.fits().size(); i++) {
          CatenaryFit fit = passing.fits().get(i);
          WireSpan span = passing.spans().get(i);
          Obstacles.Nearest nearest = nearest(own, fit.wire(), span, rule, required, null);
          if (reachesOver) {
            OwnStretch stretch = stretches.get(i);
            nearest = nearer(nearest, nearest(around, fit.wire(), span, rule, required, stretch));
          }
          if (nearest != null && nearest.metres() < Math.max(TOLD_METRES, required)) {
            findings.add(finding(zone, fit, span, obstacle, rule, required, nearest));
          }
        }
        for (int i = 0; reachesOver && required > 0 && i < beside.fits().size(); i++) {
          CatenaryFit fit = beside.fits().get(i);
          WireSpan span = beside.spans().get(i);
          Obstacles.Nearest nearest = nearest(own, fit.wire(), span, rule, required, null);
          if (nearest != null && nearest.metres() < required) {
            findings.add(finding(zone, fit, span, obstacle, rule, required, nearest));
          }
        }
      }
    }
    return findings;
  }

  /** How far from its border a zone's obstacles count for others: all, where a wire is hidden. */
  private double reachMetres(ZoneId id, Wires passing, Wires beside) {
    for (int i = 0; i < passing.fits().size(); i++) {
      Catenary wire = passing.fits().get(i).wire();
      WireSpan span = passing.spans().get(i);
      if ((!span.fromSeen() && isInside(wire, wire.from(), id.cellMetres()))
          || (!span.toSeen() && isInside(wire, wire.to(), id.cellMetres()))) {
        return id.cellMetres();
      }
    }
    for (CatenaryFit fit : beside.fits()) {
      if (leadsInto(fit.wire(), id.cellMetres())) {
        return id.cellMetres();
      }
    }
    return reachMetres;
  }

  /** Tests whether a wire beside, carried on by a zone's side, passes the zone at hand. */
  private static boolean leadsInto(Catenary wire, double cellMetres) {
    for (double at = wire.from() - cellMetres; at < wire.to() + cellMetres; at++) {
      if (isInside(wire, at, cellMetres)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInside(Catenary wire, double along, double cellMetres) {
    double east = wire.x(along);
    double north = wire.y(along);
    return Math.min(east, north) > BORDER_METRES
        && Math.max(east, north) < cellMetres - BORDER_METRES;
  }

  /**
   * @param within where the wire's nearest place must be; null for anywhere
   */
  private static Obstacles.@Nullable Nearest nearest(
      Obstacles obstacles,
      Catenary wire,
      WireSpan span,
      ClearanceRule rule,
      double required,
      @Nullable OwnStretch within) {
    if (obstacles.isEmpty()) {
      return null;
    }
    boolean whole = span.fromSeen() && span.toSeen();
    SwungWire swung = new SwungWire(wire, whole, rule);
    double far = Math.max(TOLD_METRES, required + swung.asideMetres());
    double itself =
        within == null
            ? WireStage.ON_WIRE_METRES
            : Math.clamp(required / 2, WireStage.ON_WIRE_METRES, ELSEWHERE_METRES);
    return obstacles.nearest(
        (x, y, z) ->
            isFor(wire, whole, rule, far, within, x, y)
                ? swung.distanceAt(wire.clamped(wire.along(x, y)), x, y, z)
                : Double.MAX_VALUE,
        (x, y, z) ->
            isFor(wire, whole, rule, far, within, x, y) && wire.distance(x, y, z) > itself
                ? swung.distance(x, y, z)
                : Double.MAX_VALUE,
        swung.roughness());
  }

  private static Obstacles.@Nullable Nearest nearer(
      Obstacles.@Nullable Nearest one, Obstacles.@Nullable Nearest other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.metres() < one.metres() ? other : one;
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
      Catenary wire,
      boolean whole,
      ClearanceRule rule,
      double far,
      @Nullable OwnStretch within,
      double x,
      double y) {
    double along = wire.along(x, y);
    if (Math.abs(wire.across(x, y)) > far || along < wire.from() - far || along > wire.to() + far) {
      return false;
    }
    double nearest = wire.clamped(along);
    if (within != null && !within.holds(nearest)) {
      return false;
    }
    double share = (nearest - wire.from()) / wire.lengthMetres();
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
