package dev.catenary.inference.wire.fitting;

/**
 * A fitted wire and how well it is known.
 *
 * @param wire the curve, from the first to the last point that belongs to it
 * @param points how many points belong to it
 * @param noiseAcrossMetres robust standard deviation of those points to the side of its plane
 * @param noiseUpMetres robust standard deviation of those points above the curve
 * @param fromSeen whether it begins at a support that was seen
 * @param toSeen whether it ends at one
 */
public record CatenaryFit(
    Catenary wire,
    int points,
    double noiseAcrossMetres,
    double noiseUpMetres,
    LineError lineError,
    CurveError curveError,
    boolean fromSeen,
    boolean toSeen) {
  private static final double SIGMAS = 3;
  private static final double SAME_METRES = 0.3;
  private static final double SAME_MAX_METRES = 0.6;
  private static final double SAME_SLOPE = 0.02;

  private static final double OWN_NOISES = 4;
  private static final double OWN_MIN_METRES = 0.1;

  /** A wire's own points are nearer than this, however noisy they are. */
  public static final double OWN_MAX_METRES = 0.3;

  /** From a wire's last point in one zone to its first in the next. */
  private static final double REACH_METRES = 2;

  /** Variances and covariance of the plane's offset and its turn about the anchor. */
  public record LineError(double offset, double offsetTurn, double turn) {
    /** Standard error of the plane to the side at a place, metres. */
    double metres(double along) {
      return Math.sqrt(Math.max(0, offset + 2 * along * offsetTurn + along * along * turn));
    }
  }

  /** Variances and covariances of height, slope and curvature at the anchor. */
  public record CurveError(
      double height,
      double heightSlope,
      double heightBend,
      double slope,
      double slopeBend,
      double bend) {
    /** Standard error of the curve's slope at a place. */
    double slopeError(double along) {
      return Math.sqrt(Math.max(0, slope + 2 * along * slopeBend + along * along * bend));
    }

    /** Standard error of the curve's height at a place, metres. */
    double metres(double along) {
      double half = along * along / 2;
      return Math.sqrt(
          Math.max(
              0,
              height
                  + 2 * along * heightSlope
                  + 2 * half * heightBend
                  + along * along * slope
                  + 2 * along * half * slopeBend
                  + half * half * bend));
    }
  }

  /**
   * Tests whether this reaches a place of another and runs through it, within the errors of both:
   * phases half a metre apart are two.
   *
   * @param along the place, along the other
   */
  public boolean isSame(CatenaryFit other, double along) {
    return meets(other, along, REACH_METRES);
  }

  /**
   * Tests whether this goes on as another does at a place of it, within the errors of both: the
   * spans before and behind a support meet there, and do not.
   *
   * @param along the place, along the other
   */
  public boolean goesOnAs(CatenaryFit other, double along) {
    Catenary there = other.wire;
    double here = wire.along(there.x(along), there.y(along));
    double ahead = wire.headingX() * there.headingX() + wire.headingY() * there.headingY();
    double bend = wire.slopeAt(here) - Math.copySign(1, ahead) * there.slopeAt(along);
    double error = Math.hypot(curveError.slopeError(here), other.curveError.slopeError(along));
    return Math.abs(bend) <= Math.max(SAME_SLOPE, SIGMAS * error);
  }

  /**
   * Tests whether this runs through a place of another when it is carried on.
   *
   * @param beyondMetres how far at most
   */
  public boolean meets(CatenaryFit other, double along, double beyondMetres) {
    Catenary there = other.wire;
    double here = wire.along(there.x(along), there.y(along));
    double across = wire.across(there.x(along), there.y(along));
    double up = there.z(along) - wire.z(here);
    if (here < wire.from() - beyondMetres || here > wire.to() + beyondMetres) {
      return false;
    }
    double error =
        Math.hypot(
            Math.max(errorAcrossMetres(here), errorUpMetres(here)),
            Math.max(other.errorAcrossMetres(along), other.errorUpMetres(along)));
    return Math.hypot(across, up) <= Math.clamp(SIGMAS * error, SAME_METRES, SAME_MAX_METRES);
  }

  /** Distance from the wire within which its own points lie. */
  public double ownMetres() {
    double noise = Math.max(noiseAcrossMetres, noiseUpMetres);
    return Math.clamp(OWN_NOISES * noise, OWN_MIN_METRES, OWN_MAX_METRES);
  }

  public double errorUpMetres(double along) {
    return curveError.metres(along);
  }

  public double errorAcrossMetres(double along) {
    return lineError.metres(along);
  }

  /** Tests whether both ends are supports that were seen. */
  public boolean isWhole() {
    return fromSeen && toSeen;
  }

  public CatenaryFit with(Catenary other) {
    return between(other, fromSeen, toSeen);
  }

  /** The same fit between other ends, each of them a support that was seen or none. */
  public CatenaryFit between(Catenary other, boolean atSupportFrom, boolean atSupportTo) {
    return new CatenaryFit(
        other,
        points,
        noiseAcrossMetres,
        noiseUpMetres,
        lineError,
        curveError,
        atSupportFrom,
        atSupportTo);
  }
}
