package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.wire.clearance.ClearanceRule.Side;
import dev.catenary.inference.wire.finding.WireStage;
import dev.catenary.inference.wire.fitting.Catenary;
import dev.catenary.inference.wire.fitting.CatenaryFit;
import dev.catenary.proto.point.ClassLabel;
import dev.catenary.proto.zone.ClearanceFinding;
import dev.catenary.proto.zone.WireSpan;
import dev.catenary.proto.zone.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A wire under one rule: how near an obstacle comes to it when it swings and sags. Where an end of
 * its span was not seen, the span is taken to be as long as the longest of what was seen of it,
 * what the rule assumes and what is configured. Metres in the frame of the zone at hand.
 */
final class LoadedWire {
  /** Distance within which obstacles are reported though no rule asks for so much. */
  static final double TOLD_METRES = 40;

  /** Of another zone that took some of the wire for something else, this near is the wire. */
  private static final double ELSEWHERE_METRES = 0.8;

  /** Half of a cube's side and a little, by which its mean may be higher or lower than a point. */
  private static final double CUBE_METRES = 0.5;

  /** Few wires hang deeper than this share of their span. */
  private static final double DEEPEST_SHARE = 0.06;

  /** A curvature is known to so many standard errors. */
  private static final double SIGMAS = 2;

  private final CatenaryFit fit;
  private final Catenary wire;
  private final WireSpan span;
  private final ClearanceRule rule;
  private final boolean whole;
  private final SwungWire swung;
  private final double longestMetres;

  /** Reach to the side and up of the wire's swing when its span is the longest it may be. */
  private final double asideMostMetres;

  private final double upMostMetres;

  /**
   * @param longestMetres length of the longest span it may be one of, metres
   */
  LoadedWire(
      CatenaryFit fit,
      WireSpan span,
      ClearanceRule rule,
      double configuredMetres,
      double longestMetres) {
    this.fit = fit;
    this.wire = fit.wire();
    this.span = span;
    this.rule = rule;
    this.whole = span.fromSeen() && span.toSeen();
    double assumed =
        Math.max(wire.lengthMetres(), Math.max(rule.assumedSpanMetres(), configuredMetres));
    this.swung = new SwungWire(wire, whole, rule, assumed);
    this.longestMetres = whole ? wire.lengthMetres() : Math.max(assumed, longestMetres);
    double bend = wire.perMetre() + SIGMAS * Math.sqrt(Math.max(0, fit.curveError().bend()));
    double depth =
        Math.min(
            this.longestMetres * this.longestMetres / 8 * bend, DEEPEST_SHARE * this.longestMetres);
    asideMostMetres = (depth + rule.addedSagMetres()) * Math.sin(rule.swingRad()) + 1;
    upMostMetres =
        rule.side() == Side.OVERHANG
            ? Double.MAX_VALUE
            : depth * (1 - Math.cos(rule.swingRad())) + 1;
  }

  boolean isWhole() {
    return whole;
  }

  Catenary wire() {
    return wire;
  }

  /** The rule's distance for a span of this length; 0 when it does not speak of the obstacle. */
  double requiredMetres(ClassLabel obstacle) {
    return table(obstacle).at(swung.spanMetres());
  }

  private DistanceTable table(ClassLabel obstacle) {
    return switch (obstacle) {
      case VEGETATION -> rule.vegetation();
      case BUILDING -> rule.building();
      default -> rule.ground();
    };
  }

  /**
   * The nearest point when the wire moves as the rule says; null for none.
   *
   * @param within where the wire's nearest place must be; null for anywhere
   * @param elsewhere whether the obstacles are another zone's
   */
  Obstacles.@Nullable Nearest nearest(
      Obstacles obstacles, double required, @Nullable OwnStretch within, boolean elsewhere) {
    if (obstacles.isEmpty()) {
      return null;
    }
    double far = Math.max(TOLD_METRES, required + swung.asideMetres());
    double itself =
        elsewhere
            ? Math.clamp(required / 2, WireStage.ON_WIRE_METRES, ELSEWHERE_METRES)
            : fit.ownMetres();
    boolean overhang = rule.side() == Side.OVERHANG;
    return obstacles.nearest(
        (x, y, z) -> {
          double at = wire.clamped(wire.along(x, y));
          return isFor(far, within, x, y, z, CUBE_METRES)
              ? swung.distanceAt(at, x, y, overhang ? Math.min(z, wire.z(at)) : z)
              : Double.MAX_VALUE;
        },
        (x, y, z) -> {
          if (!isFor(far, within, x, y, z, 0) || wire.distance(x, y, z) <= itself) {
            return Double.MAX_VALUE;
          }
          double up = overhang ? Math.min(z, wire.z(wire.clamped(wire.along(x, y)))) : z;
          return swung.distance(x, y, up);
        },
        swung.roughness(obstacles.firstAlong(wire), obstacles.lastAlong(wire)));
  }

  /** Not for what is far off, on another side, or beside another part of the span. */
  private boolean isFor(
      double far, @Nullable OwnStretch within, double x, double y, double z, double slack) {
    double along = wire.along(x, y);
    if (Math.abs(wire.across(x, y)) > far || along < wire.from() - far || along > wire.to() + far) {
      return false;
    }
    double nearest = wire.clamped(along);
    if (within != null && !within.holds(nearest)) {
      return false;
    }
    boolean onSide =
        switch (rule.side()) {
          case ANY -> true;
          case ABOVE, OVERHANG -> z > wire.z(nearest) - slack;
          case BELOW -> z <= wire.z(nearest) + slack;
        };
    if (!onSide) {
      return false;
    }
    double share = (nearest - wire.from()) / wire.lengthMetres();
    double place = Math.min(share, 1 - share);
    return !whole || (place >= rule.placeFrom() && place <= rule.placeTo());
  }

  /** Tests whether a place could be too near if the span is as long as it may be at most. */
  boolean couldReach(double required, double x, double y, double z) {
    if (Math.abs(wire.across(x, y)) > required + asideMostMetres) {
      return false;
    }
    double along = wire.along(x, y);
    double ahead = required + asideMostMetres;
    if (along < wire.from() - ahead || along > wire.to() + ahead) {
      return false;
    }
    double up = z - wire.z(along);
    return up > -required - rule.addedSagMetres() - 1 && up < required + upMostMetres;
  }

  ClearanceFinding finding(
      ZoneId id,
      ClassLabel obstacle,
      double required,
      Obstacles.Nearest nearest,
      String rulesVersion) {
    double along = wire.nearest(nearest.x(), nearest.y(), nearest.z());
    double east = id.originEastingMetres();
    double north = id.originNorthingMetres();
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
        errorMetres(along, nearest),
        rule.id(),
        rulesVersion,
        loading(obstacle, nearest));
  }

  private ClearanceFinding.Loading loading(ClassLabel obstacle, Obstacles.Nearest nearest) {
    double growth = obstacle == ClassLabel.VEGETATION ? rule.growthMetresPerYear() : 0;
    if (whole) {
      return new ClearanceFinding.Loading(
          false, wire.lengthMetres(), nearest.metres(), nearest.metres(), growth);
    }
    double up =
        rule.side() == Side.OVERHANG
            ? Math.min(nearest.z(), wire.z(wire.clamped(wire.along(nearest.x(), nearest.y()))))
            : nearest.z();
    double least =
        new SwungWire(wire, false, rule, longestMetres).distance(nearest.x(), nearest.y(), up);
    double most =
        new SwungWire(wire, false, rule, wire.lengthMetres())
            .distance(nearest.x(), nearest.y(), up);
    return new ClearanceFinding.Loading(
        true,
        swung.spanMetres(),
        Math.min(least, nearest.metres()),
        Math.max(most, nearest.metres()),
        growth);
  }

  /** Of the wire in the direction of the point, and of the point, whose noise is the wire's. */
  private double errorMetres(double along, Obstacles.Nearest nearest) {
    double side = wire.across(nearest.x(), nearest.y());
    double up = nearest.z() - wire.z(along);
    double length = Math.max(1e-9, Math.hypot(side, up));
    double across = side / length * fit.errorAcrossMetres(along);
    double above = up / length * fit.errorUpMetres(along);
    double point = Math.max(fit.noiseAcrossMetres(), fit.noiseUpMetres());
    return Math.sqrt(across * across + above * above + point * point);
  }
}
