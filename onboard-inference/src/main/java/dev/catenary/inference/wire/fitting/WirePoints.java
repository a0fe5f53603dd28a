package dev.catenary.inference.wire.fitting;

import java.util.Arrays;

/** Points that may be wire, in metres, each with the number of its point in the zone; reused. */
public final class WirePoints {
  /** The source of a point that is not of the zone at hand. */
  public static final int ELSEWHERE = -1;

  public double[] x = new double[256];
  public double[] y = new double[256];
  public double[] z = new double[256];
  public int[] source = new int[256];
  int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public void add(double eastMetres, double northMetres, double upMetres, int pointOfZone) {
    if (size == x.length) {
      x = Arrays.copyOf(x, size * 2);
      y = Arrays.copyOf(y, size * 2);
      z = Arrays.copyOf(z, size * 2);
      source = Arrays.copyOf(source, size * 2);
    }
    x[size] = eastMetres;
    y[size] = northMetres;
    z[size] = upMetres;
    source[size++] = pointOfZone;
  }

  /**
   * Adds points of another frame, whose origin lies so far east and north.
   *
   * @param stride 1 for all of them, n for every n-th
   */
  public void addMoved(WirePoints others, int stride, double eastMetres, double northMetres) {
    for (int i = 0; i < others.size; i += stride) {
      add(others.x[i] + eastMetres, others.y[i] + northMetres, others.z[i], ELSEWHERE);
    }
  }

  /**
   * Adds those points of the same frame that lie near a wire's curve.
   *
   * @param wire from where to where points are taken
   * @param seen the same curve as far as it is known
   * @param upMetres how far above or below it, where it is known
   * @param upPerMetre how much farther for each metre beyond
   */
  public void addBeside(
      WirePoints others,
      Catenary wire,
      Catenary seen,
      double besideMetres,
      double upMetres,
      double upPerMetre) {
    for (int i = 0; i < others.size; i++) {
      if (Math.abs(wire.across(others.x[i], others.y[i])) > besideMetres) {
        continue;
      }
      double along = wire.along(others.x[i], others.y[i]);
      double beyond = Math.max(0, Math.max(seen.from() - along, along - seen.to()));
      if (along >= wire.from()
          && along <= wire.to()
          && Math.abs(others.z[i] - wire.z(along)) <= upMetres + upPerMetre * beyond) {
        add(others.x[i], others.y[i], others.z[i], others.source[i]);
      }
    }
  }

  public WirePoints copy() {
    WirePoints copy = new WirePoints();
    copy.x = Arrays.copyOf(x, size);
    copy.y = Arrays.copyOf(y, size);
    copy.z = Arrays.copyOf(z, size);
    copy.source = Arrays.copyOf(source, size);
    copy.size = size;
    return copy;
  }
}
