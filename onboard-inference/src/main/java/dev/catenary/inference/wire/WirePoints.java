package dev.catenary.inference.wire;

import java.util.Arrays;

/** Points that may be wire, in metres, each with the number of its point in the zone; reused. */
public final class WirePoints {
  /** The source of a point that is not of the zone at hand. */
  public static final int ELSEWHERE = -1;

  double[] x = new double[256];
  double[] y = new double[256];
  double[] z = new double[256];
  int[] source = new int[256];
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
  void addMoved(WirePoints others, int stride, double eastMetres, double northMetres) {
    for (int i = 0; i < others.size; i += stride) {
      add(others.x[i] + eastMetres, others.y[i] + northMetres, others.z[i], ELSEWHERE);
    }
  }

  /** Adds those points of the same frame that lie near a wire's curve. */
  void addBeside(WirePoints others, Catenary wire, double besideMetres, double upMetres) {
    for (int i = 0; i < others.size; i++) {
      double along = wire.along(others.x[i], others.y[i]);
      if (along >= wire.from()
          && along <= wire.to()
          && Math.abs(wire.across(others.x[i], others.y[i])) <= besideMetres
          && Math.abs(others.z[i] - wire.z(along)) <= upMetres) {
        add(others.x[i], others.y[i], others.z[i], others.source[i]);
      }
    }
  }

  WirePoints copy() {
    WirePoints copy = new WirePoints();
    copy.x = Arrays.copyOf(x, size);
    copy.y = Arrays.copyOf(y, size);
    copy.z = Arrays.copyOf(z, size);
    copy.source = Arrays.copyOf(source, size);
    copy.size = size;
    return copy;
  }
}
