package dev.catenary.inference.wire.fitting;

import org.jspecify.annotations.Nullable;

/**
 * Fits one wire to points of which most are near it: first its vertical plane, then its curve in
 * that plane, both by least squares with Tukey's biweight, whose scale is the median of the
 * residuals. Points farther than a gate do not count at all.
 *
 * <p>The curve is fitted by its height, slope and curvature at the middle of the points, where the
 * three are nearly independent; a curvature below 0 (noise of a short piece) becomes a straight
 * line.
 */
public final class CatenaryFitter {
  private static final int ROUNDS = 12;
  private static final double SETTLED_METRES = 1e-4;
  private static final double PER_METRE_MAX = 0.2;

  private double[] along = new double[256];
  private final Biweight biweight = new Biweight();
  private final SmallSolver solver = new SmallSolver();

  private double anchorX;
  private double anchorY;
  private double headingX;
  private double headingY;
  private double height;
  private double slope;
  private double perMetre;
  private double acrossScale;
  private double upScale;
  private CatenaryFit.LineError lineError = new CatenaryFit.LineError(0, 0, 0);
  private CatenaryFit.CurveError curveError = new CatenaryFit.CurveError(0, 0, 0, 0, 0, 0);

  /**
   * Fits a wire.
   *
   * @param members numbers of the points to fit to; the first {@code count} count
   * @param first a wire nearby to begin with, or null to begin with the points' own line
   * @param gateMetres points farther from the wire than this are none of it
   * @return null when the points define no wire
   */
  public @Nullable CatenaryFit fit(
      WirePoints points, int[] members, int count, @Nullable Catenary first, double gateMetres) {
    if (count < 3) {
      return null;
    }
    room(count);
    if (!begin(points, members, count, first, gateMetres)
        || !fitPlane(points, members, count, gateMetres)
        || !beginCurve(points, members, count, first, gateMetres)
        || !fitCurve(points, members, count, gateMetres)) {
      return null;
    }
    return result(points, members, count, gateMetres);
  }

  private void room(int count) {
    if (along.length < count) {
      along = new double[count * 2];
    }
    biweight.room(count);
  }

  private boolean begin(
      WirePoints points, int[] members, int count, @Nullable Catenary first, double gate) {
    if (first == null) {
      RoughLine.weigh(points, members, count, gate, biweight.weight());
      return plane(points, members, count);
    }
    anchorX = first.anchorX();
    anchorY = first.anchorY();
    headingX = first.headingX();
    headingY = first.headingY();
    double[] weight = biweight.weight();
    for (int i = 0; i < count; i++) {
      int p = members[i];
      double up = points.z[p] - first.z(first.along(points.x[p], points.y[p]));
      double across = first.across(points.x[p], points.y[p]);
      weight[i] = Math.hypot(up, across) < gate ? 1 : 0;
    }
    return plane(points, members, count);
  }

  /** The vertical plane by total least squares of the weighted points. */
  private boolean plane(WirePoints points, int[] members, int count) {
    double[] weight = biweight.weight();
    double sum = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < count; i++) {
      sum += weight[i];
      sx += weight[i] * points.x[members[i]];
      sy += weight[i] * points.y[members[i]];
    }
    if (sum < 2) {
      return false;
    }
    anchorX = sx / sum;
    anchorY = sy / sum;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < count; i++) {
      double dx = points.x[members[i]] - anchorX;
      double dy = points.y[members[i]] - anchorY;
      xx += weight[i] * dx * dx;
      xy += weight[i] * dx * dy;
      yy += weight[i] * dy * dy;
    }
    double angle = Math.atan2(2 * xy, xx - yy) / 2;
    headingX = Math.cos(angle);
    headingY = Math.sin(angle);
    return xx + yy > 0;
  }

  private boolean fitPlane(WirePoints points, int[] members, int count, double gate) {
    for (int round = 0; round < ROUNDS; round++) {
      double wasX = anchorX;
      double wasY = anchorY;
      double wasHeading = headingX;
      biweight.begin(gate);
      for (int i = 0; i < count; i++) {
        boolean counts = biweight.weight()[i] > 0 || round > 0;
        biweight.take(i, across(points, members[i]), counts);
      }
      acrossScale = biweight.scale();
      biweight.weigh(count, acrossScale);
      if (biweight.within() < 3 || !plane(points, members, count)) {
        return false;
      }
      double moved = Math.abs((anchorX - wasX) * headingY - (anchorY - wasY) * headingX);
      if (moved < SETTLED_METRES && Math.abs(headingX - wasHeading) < 1e-7) {
        break;
      }
    }
    lineError = lineError(points, members, count);
    return true;
  }

  private double across(WirePoints points, int p) {
    return (points.x[p] - anchorX) * headingY - (points.y[p] - anchorY) * headingX;
  }

  private CatenaryFit.LineError lineError(WirePoints points, int[] members, int count) {
    double[] weight = biweight.weight();
    double sum = 0;
    double s1 = 0;
    double s2 = 0;
    for (int i = 0; i < count; i++) {
      int p = members[i];
      double s = (points.x[p] - anchorX) * headingX + (points.y[p] - anchorY) * headingY;
      sum += weight[i];
      s1 += weight[i] * s;
      s2 += weight[i] * s * s;
    }
    double determinant = Math.max(1e-12, sum * s2 - s1 * s1);
    double variance = acrossScale * acrossScale;
    return new CatenaryFit.LineError(
        variance * s2 / determinant, -variance * s1 / determinant, variance * sum / determinant);
  }

  /** The curve to begin with: that of the wire given, or a rough one that more points are near. */
  private boolean beginCurve(
      WirePoints points, int[] members, int count, @Nullable Catenary first, double gate) {
    for (int i = 0; i < count; i++) {
      int p = members[i];
      along[i] = (points.x[p] - anchorX) * headingX + (points.y[p] - anchorY) * headingY;
    }
    RoughCurve known = null;
    if (first != null) {
      double there = first.along(anchorX, anchorY);
      double ahead = first.headingX() * headingX + first.headingY() * headingY;
      known =
          new RoughCurve(
              first.z(there), Math.copySign(1, ahead) * first.slopeAt(there), first.perMetre());
    }
    RoughCurve start = RoughCurve.of(points, members, count, along, biweight.weight(), gate, known);
    if (start == null) {
      return false;
    }
    height = start.height();
    slope = start.slope();
    perMetre = Math.clamp(start.perMetre(), 0, PER_METRE_MAX);
    return true;
  }

  private boolean fitCurve(WirePoints points, int[] members, int count, double gate) {
    upScale = gate;
    for (int round = 0; round < ROUNDS; round++) {
      biweight.begin(gate);
      for (int i = 0; i < count; i++) {
        double up = points.z[members[i]] - height - Catenary.rise(slope, perMetre, along[i]);
        boolean near = Math.abs(across(points, members[i])) <= gate;
        biweight.take(i, near ? up : Double.MAX_VALUE, true);
      }
      if (biweight.within() < 3) {
        return false;
      }
      upScale = biweight.scale();
      biweight.weigh(count, upScale);
      if (step(count) < SETTLED_METRES) {
        break;
      }
    }
    curveError = solver.error(upScale * upScale);
    return true;
  }

  /** One step of Gauss and Newton; how far it moved the curve at most, metres. */
  private double step(int count) {
    solver.clear();
    double[] weight = biweight.weight();
    double[] residual = biweight.residual();
    double farthest = 0;
    double steep = Math.sqrt(1 + slope * slope);
    for (int i = 0; i < count; i++) {
      if (weight[i] > 0) {
        double s = along[i];
        double u = s * perMetre;
        // To third order in u: the rise by slope and by curvature; exact enough to converge.
        double bySlope = s * (1 + u * u / 6) + slope / steep * s * u / 2;
        double byCurvature = steep * s * s / 2 * (1 + u * u / 4) + slope * s * s * u / 3;
        solver.add(weight[i], bySlope, byCurvature, residual[i]);
        farthest = Math.max(farthest, Math.abs(s));
      }
    }
    double minimum = -perMetre;
    double maximum = PER_METRE_MAX - perMetre;
    if (!solver.solve(minimum, maximum)) {
      return 0;
    }
    height += solver.value(0);
    slope += solver.value(1);
    perMetre = Math.max(0, perMetre + solver.value(2));
    return Math.abs(solver.value(0))
        + farthest * Math.abs(solver.value(1))
        + farthest * farthest / 2 * Math.abs(solver.value(2));
  }

  private @Nullable CatenaryFit result(
      WirePoints points, int[] members, int count, double gateMetres) {
    double from = Double.MAX_VALUE;
    double to = -Double.MAX_VALUE;
    int belong = 0;
    double reach = Biweight.reach(Math.max(acrossScale, upScale), gateMetres);
    for (int i = 0; i < count; i++) {
      double up = points.z[members[i]] - height - Catenary.rise(slope, perMetre, along[i]);
      if (Math.hypot(up, across(points, members[i])) <= reach) {
        from = Math.min(from, along[i]);
        to = Math.max(to, along[i]);
        belong++;
      }
    }
    if (belong < 3) {
      return null;
    }
    return new CatenaryFit(
        new Catenary(anchorX, anchorY, headingX, headingY, height, slope, perMetre, from, to),
        belong,
        acrossScale,
        upScale,
        lineError,
        curveError,
        false,
        false);
  }
}
