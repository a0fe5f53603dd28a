package dev.catenary.inference.wire;

/**
 * A fitted wire and how well it is known.
 *
 * @param wire the curve, from the first to the last point that belongs to it
 * @param points how many points belong to it
 * @param noiseAcrossMetres robust standard deviation of those points to the side of its plane
 * @param noiseUpMetres robust standard deviation of those points above the curve
 */
public record CatenaryFit(
    Catenary wire,
    int points,
    double noiseAcrossMetres,
    double noiseUpMetres,
    LineError lineError,
    CurveError curveError) {
  private static final double SIGMAS = 3;
  private static final double SAME_METRES = 0.3;
  private static final double SAME_MAX_METRES = 0.6;

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
  boolean isSame(CatenaryFit other, double along) {
    return meets(other, along, REACH_METRES);
  }

  /**
   * Tests whether this runs through a place of another when it is carried on.
   *
   * @param beyondMetres how far at most
   */
  boolean meets(CatenaryFit other, double along, double beyondMetres) {
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

  public double errorUpMetres(double along) {
    return curveError.metres(along);
  }

  public double errorAcrossMetres(double along) {
    return lineError.metres(along);
  }

  CatenaryFit with(Catenary other) {
    return new CatenaryFit(other, points, noiseAcrossMetres, noiseUpMetres, lineError, curveError);
  }
}
