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
