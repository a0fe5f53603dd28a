package dev.catenary.inference.wire.clearance;

import dev.catenary.inference.wire.fitting.Catenary;

/**
 * All places a wire takes when it swings to both sides about the straight line through its supports
 * and hangs lower by up to a stated sag. Seen across they are a sector of a ring whose middle is
 * that line, from the depth it has now to the deepest.
 *
 * <p>Where both supports are seen, depth and added sag are those of each place: the added sag is
 * largest in the middle of the span and nothing at its supports. Where one is not, both are taken
 * as in the middle of a span of an assumed length: rather too near than too far.
 */
final class SwungWire {
  private static final double LOOK_METRES = 2;

  /** Down to five centimetres along, which changes a distance of a metre by a millimetre. */
  private static final int HALVINGS = 9;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final Catenary wire;
  private final boolean whole;
  private final ClearanceRule rule;
  private final double spanMetres;
  private final double fromHeight;
  private final double chordSlope;
  private final double cosSwing;
  private final double sinSwing;

  /**
   * @param whole whether both ends of the wire are supports
   */
  SwungWire(Catenary wire, boolean whole, ClearanceRule rule) {
    this(wire, whole, rule, rule.assumedSpanMetres());
  }

  /**
   * @param whole whether both ends of the wire are supports
   * @param spanMetres length of its span, assumed where they are not
   */
  SwungWire(Catenary wire, boolean whole, ClearanceRule rule, double spanMetres) {
    this.wire = wire;
    this.whole = whole;
    this.rule = rule;
    this.spanMetres = whole ? wire.lengthMetres() : spanMetres;
    fromHeight = wire.z(wire.from());
    chordSlope = (wire.z(wire.to()) - fromHeight) / Math.max(1e-9, wire.lengthMetres());
    cosSwing = Math.cos(rule.swingRad());
    sinSwing = Math.sin(rule.swingRad());
  }

  /** Sag of the wire now, below the line through its supports. */
  double depthMetres(double along) {
    return depthMetres(along, wire.z(along));
  }

  private double depthMetres(double along, double height) {
    if (whole) {
      return Math.max(0, fromHeight + chordSlope * (along - wire.from()) - height);
    }
    return spanMetres * spanMetres / 8 * wire.perMetre();
  }

  /** Length of the span that the places are those of. */
  double spanMetres() {
    return spanMetres;
  }

  /** Depth by which it may hang lower. */
  double addedMetres(double along) {
    if (!whole) {
      return rule.addedSagMetres();
    }
    double share = (along - wire.from()) / Math.max(1e-9, wire.lengthMetres());
    return rule.addedSagMetres() * 4 * Math.max(0, share * (1 - share));
  }

  /** Swing to the side where it is deepest. */
  double asideMetres() {
    double depth = whole ? wire.sagMetres(wire.from(), wire.to()) : depthMetres(wire.from());
    return (depth + rule.addedSagMetres()) * sinSwing;
  }

  /**
   * By how much {@link #distanceAt} beside a point can exceed {@link #distance}: as a slope exceeds
   * its foot, for the steepest part of the wire at its deepest.
   *
   * @param low first place along that a point is beside
   * @param high last one
   */
  double roughness(double low, double high) {
    double from = Math.clamp(low - LOOK_METRES, wire.from(), wire.to());
    double to = Math.clamp(high + LOOK_METRES, wire.from(), wire.to());
    double steepest = Math.max(Math.abs(wire.slopeAt(from)), Math.abs(wire.slopeAt(to)));
    return 1.005 * length(1, steepest + Math.max(addedSlope(from), addedSlope(to)));
  }

  /** Slope of the added sag at a place: most at the supports, not at all in the middle. */
  private double addedSlope(double along) {
    if (!whole) {
      return 0;
    }
    double length = Math.max(1, wire.lengthMetres());
    double share = (along - wire.from()) / length;
    return 4 * rule.addedSagMetres() / length * Math.abs(1 - 2 * share);
  }

  /** Distance of a point; 0 where the wire may touch it. */
  double distance(double x, double y, double z) {
    double at = Math.clamp(wire.along(x, y), wire.from(), wire.to());
    double low = Math.max(wire.from(), at - LOOK_METRES);
    double high = Math.min(wire.to(), at + LOOK_METRES);
    double one = high - GOLDEN * (high - low);
    double other = low + GOLDEN * (high - low);
    double atOne = distanceAt(one, x, y, z);
    double atOther = distanceAt(other, x, y, z);
    for (int i = 0; i < HALVINGS; i++) {
      if (atOne < atOther) {
        high = other;
        other = one;
        atOther = atOne;
        one = high - GOLDEN * (high - low);
        atOne = distanceAt(one, x, y, z);
      } else {
        low = one;
        one = other;
        atOne = atOther;
        other = low + GOLDEN * (high - low);
        atOther = distanceAt(other, x, y, z);
      }
    }
    return Math.min(Math.min(atOne, atOther), distanceAt(at, x, y, z));
  }

  /** Distance of a point from the sector at one place along. */
  double distanceAt(double along, double x, double y, double z) {
    double ahead = wire.along(x, y) - along;
    double side = Math.abs(wire.across(x, y));
    double height = wire.z(along);
    double depth = depthMetres(along, height);
    double deepest = depth + addedMetres(along);
    double down = height + depth - z;
    return length(ahead, toSector(side, down, depth, deepest));
  }

  /** In the plane across: the point is {@code side} beside and {@code down} below the middle. */
  private double toSector(double side, double down, double depth, double deepest) {
    boolean beyond = down < 0 || side * cosSwing > down * sinSwing;
    if (!beyond) {
      double radius = length(side, down);
      return Math.max(0, Math.max(depth - radius, radius - deepest));
    }
    double outward = side * sinSwing + down * cosSwing;
    double nearest = Math.clamp(outward, depth, deepest);
    return length(side - nearest * sinSwing, down - nearest * cosSwing);
  }

  /** Metres never overflow, so what {@link Math#hypot} does about that is not paid for. */
  private static double length(double one, double other) {
    return Math.sqrt(one * one + other * other);
  }
}
