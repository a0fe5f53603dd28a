package dev.catenary.inference.wire;

import dev.catenary.inference.wire.fitting.WirePoints;
import java.util.Random;

/**
 * A span made up by the textbook: {@code z = c + a cosh((s - s0) / a)} through two attachments,
 * with the true sag from its own formula and nothing from the code under test.
 */
public final class SimulatedSpan {
  public static final double NOISE_METRES = 0.02;

  public final double x0;
  public final double y0;
  public final double headingRad;
  public final double lengthMetres;
  public final double a;
  public final double lowestAlong;
  public final double c;
  public final WirePoints points = new WirePoints();
  private final Random random;

  /**
   * @param a horizontal tension over weight for each metre, metres
   * @param rise how much higher the far attachment is
   */
  public SimulatedSpan(
      Random random,
      double x0,
      double y0,
      double z0,
      double headingRad,
      double lengthMetres,
      double a,
      double rise) {
    this.random = random;
    this.x0 = x0;
    this.y0 = y0;
    this.headingRad = headingRad;
    this.lengthMetres = lengthMetres;
    this.a = a;
    double half = lengthMetres / 2;
    double shift =
        Math.log(
            Math.sqrt(1 + sq(rise / (2 * a * Math.sinh(half / a))))
                + rise / (2 * a * Math.sinh(half / a)));
    lowestAlong = half - a * shift;
    c = z0 - a * Math.cosh(lowestAlong / a);
  }

  private static double sq(double value) {
    return value * value;
  }

  public double x(double s) {
    return x0 + s * Math.cos(headingRad);
  }

  public double y(double s) {
    return y0 + s * Math.sin(headingRad);
  }

  public double z(double s) {
    return c + a * Math.cosh((s - lowestAlong) / a);
  }

  /** The largest drop below the chord, looked for in steps of a centimetre. */
  public double sagMetres() {
    double most = 0;
    for (double s = 0; s <= lengthMetres; s += 0.01) {
      double chord = z(0) + (z(lengthMetres) - z(0)) * s / lengthMetres;
      most = Math.max(most, chord - z(s));
    }
    return most;
  }

  /** Distance of a place from the true wire, looked for in steps of a centimetre. */
  public double distance(double x, double y, double z) {
    double nearest = Double.MAX_VALUE;
    for (double s = 0; s <= lengthMetres; s += 0.01) {
      nearest = Math.min(nearest, sq(x(s) - x) + sq(y(s) - y) + sq(z(s) - z));
    }
    return Math.sqrt(nearest);
  }

  /** Seen points on a stretch of the wire. */
  public SimulatedSpan seen(double from, double to, double perMetre) {
    return seen(from, to, perMetre, NOISE_METRES);
  }

  public SimulatedSpan seen(double from, double to, double perMetre, double noise) {
    for (int i = 0; i < (to - from) * perMetre; i++) {
      double s = from + random.nextDouble() * (to - from);
      points.add(
          x(s) + noise * random.nextGaussian(),
          y(s) + noise * random.nextGaussian(),
          z(s) + noise * random.nextGaussian(),
          points.size());
    }
    return this;
  }

  /** Points that are none of the wire, within so many metres of it. */
  public SimulatedSpan outliers(int count, double within) {
    for (int i = 0; i < count; i++) {
      double s = random.nextDouble() * lengthMetres;
      points.add(
          x(s) + within * (2 * random.nextDouble() - 1),
          y(s) + within * (2 * random.nextDouble() - 1),
          z(s) + within * (2 * random.nextDouble() - 1),
          points.size());
    }
    return this;
  }

  public int[] all() {
    int[] all = new int[points.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }
}
