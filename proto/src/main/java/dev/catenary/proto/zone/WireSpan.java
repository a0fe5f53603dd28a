package dev.catenary.proto.zone;

/**
 * One wire as far as it is known where a zone is: a catenary in a vertical plane. With {@code s}
 * metres along the heading from the anchor, its height is {@code height + (cosh(asinh(slope) + s *
 * perMetre) - cosh(asinh(slope))) / perMetre}; a perMetre of 0 is a straight line. The frame is the
 * map's.
 *
 * @param number of the span in its zone, from 1
 * @param headingEast east part of the unit vector along the wire
 * @param headingNorth north part
 * @param heightMetres of the wire at the anchor
 * @param slope of the wire at the anchor, metres up for each metre along
 * @param perMetre curvature: weight for each metre over horizontal tension
 * @param fromMetres where the known wire begins, along
 * @param toMetres where it ends
 * @param fromSeen whether it begins at a support that was seen
 * @param toSeen whether it ends at one
 * @param sagMetres the most it hangs below the straight line between its known ends
 * @param points that belong to it, of those it was fitted to
 * @param noiseMetres robust standard deviation of those points from it
 * @param errorMetres standard error of its height, the largest between its known ends
 */
public record WireSpan(
    int number,
    double anchorEastingMetres,
    double anchorNorthingMetres,
    double headingEast,
    double headingNorth,
    double heightMetres,
    double slope,
    double perMetre,
    double fromMetres,
    double toMetres,
    boolean fromSeen,
    boolean toSeen,
    double sagMetres,
    int points,
    double noiseMetres,
    double errorMetres) {

  public double eastingMetres(double along) {
    return anchorEastingMetres + along * headingEast;
  }

  public double northingMetres(double along) {
    return anchorNorthingMetres + along * headingNorth;
  }

  public double heightMetres(double along) {
    if (perMetre < 1e-7) {
      return heightMetres + slope * along;
    }
    double steep = Math.sqrt(1 + slope * slope);
    double u = along * perMetre;
    return heightMetres + (steep * (Math.cosh(u) - 1) + slope * Math.sinh(u)) / perMetre;
  }
}
