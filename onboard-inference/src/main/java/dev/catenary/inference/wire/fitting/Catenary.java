package dev.catenary.inference.wire.fitting;

/**
 * A wire that hangs in a vertical plane: the curve {@code z = c + a cosh((s - s0) / a)}, written by
 * its height, slope and curvature at one place of it. So a straight wire and the two metres of one
 * that were seen are as well defined as a whole span.
 *
 * <p>{@code s} is the distance along the plane, seen from above, in metres from the anchor and
 * counted in the direction of the heading; {@code t} is the distance to the right of the plane. The
 * frame is the map's, or a zone's: metres east, north and up.
 *
 * @param anchorX east of the place the other numbers are given for
 * @param anchorY north of it
 * @param headingX east part of the unit vector along the plane
 * @param headingY north part of it
 * @param height of the wire at the anchor
 * @param slope of the wire at the anchor, metres up for each metre along
 * @param perMetre {@code 1 / a}, at least 0; 0 is a straight line
 * @param from where the seen wire begins, metres along
 * @param to where it ends
 */
public record Catenary(
    double anchorX,
    double anchorY,
    double headingX,
    double headingY,
    double height,
    double slope,
    double perMetre,
    double from,
    double to) {
  private static final double STRAIGHT = 1e-7;
  private static final double SERIES_MAX = 0.8;
  private static final int NEAREST_STEPS = 12;

  public Catenary {
    if (!(perMetre >= 0) || !(from <= to)) {
      throw new IllegalArgumentException(
          "found a wire of curvature " + perMetre + " from " + from + " to " + to);
    }
  }

  /** Metres along the plane of a place seen from above. */
  public double along(double x, double y) {
    return (x - anchorX) * headingX + (y - anchorY) * headingY;
  }

  /** Metres to the right of the plane. */
  public double across(double x, double y) {
    return (x - anchorX) * headingY - (y - anchorY) * headingX;
  }

  public double x(double along) {
    return anchorX + along * headingX;
  }

  public double y(double along) {
    return anchorY + along * headingY;
  }

  public double z(double along) {
    return height + rise(slope, perMetre, along);
  }

  /** Slope of the wire, metres up for each metre along. */
  public double slopeAt(double along) {
    return Math.sinh(along * perMetre + asinh(slope));
  }

  /** Height of the wire at a place above its anchor. */
  static double rise(double slope, double perMetre, double along) {
    double steep = Math.sqrt(1 + slope * slope);
    double u = along * perMetre;
    if (perMetre < STRAIGHT || Math.abs(u) < SERIES_MAX) {
      // cosh(u) - 1 and sinh(u) by their series: within micrometres, and many times quicker.
      double v = u * u;
      double sinh = 1 + v / 6 * (1 + v / 20 * (1 + v / 42 * (1 + v / 72)));
      double cosh = 1 + v / 12 * (1 + v / 30 * (1 + v / 56 * (1 + v / 90)));
      return slope * along * sinh + steep * along * u / 2 * cosh;
    }
    // One exponential for both; nothing is lost by it where u is not small.
    double e = Math.exp(u);
    return (steep * ((e + 1 / e) / 2 - 1) + slope * (e - 1 / e) / 2) / perMetre;
  }

  private static double asinh(double value) {
    double size = Math.abs(value);
    return Math.copySign(Math.log(size + Math.sqrt(1 + size * size)), value);
  }

  /** Height of the straight line from one place of the wire to another, at a place between. */
  public double chord(double one, double other, double along) {
    if (other == one) {
      return z(one);
    }
    return z(one) + (z(other) - z(one)) * (along - one) / (other - one);
  }

  /** The most that the wire hangs below its chord between two places: the sag, metres. */
  public double sagMetres(double one, double other) {
    double chordSlope = (z(other) - z(one)) / (other - one);
    double lowest =
        Math.clamp(placeOfSlope(chordSlope), Math.min(one, other), Math.max(one, other));
    return chord(one, other, lowest) - z(lowest);
  }

  /** Where the wire has a slope; the middle for a straight wire. */
  private double placeOfSlope(double wanted) {
    return perMetre < STRAIGHT ? (from + to) / 2 : (asinh(wanted) - asinh(slope)) / perMetre;
  }

  /** The place of the seen wire that is nearest to a point, metres along. */
  public double nearest(double x, double y, double z) {
    double target = along(x, y);
    double at = Math.clamp(target, from, to);
    for (int step = 0; step < NEAREST_STEPS; step++) {
      double steep = slopeAt(at);
      double error = at - target + (z(at) - z) * steep;
      double rate = 1 + steep * steep + Math.max(0, (z(at) - z) * perMetre * Math.hypot(1, steep));
      double next = Math.clamp(at - error / rate, from, to);
      if (Math.abs(next - at) < 1e-4) {
        return next;
      }
      at = next;
    }
    return at;
  }

  /** Distance of a point from the seen wire, metres. */
  public double distance(double x, double y, double z) {
    double at = nearest(x, y, z);
    double ahead = along(x, y) - at;
    double across = across(x, y);
    double up = z - z(at);
    return Math.sqrt(ahead * ahead + across * across + up * up);
  }

  /** The place of the seen wire that is nearest to this place along. */
  public double clamped(double along) {
    return Math.clamp(along, from, to);
  }

  /** Length of the seen wire seen from above. */
  public double lengthMetres() {
    return to - from;
  }

  /** The same curve with other ends. */
  public Catenary between(double newFrom, double newTo) {
    return new Catenary(
        anchorX, anchorY, headingX, headingY, height, slope, perMetre, newFrom, newTo);
  }

  /** The same wire in a frame whose origin lies elsewhere: by so much are its places more. */
  public Catenary moved(double east, double north, double up) {
    return new Catenary(
        anchorX + east,
        anchorY + north,
        headingX,
        headingY,
        height + up,
        slope,
        perMetre,
        from,
        to);
  }
}
