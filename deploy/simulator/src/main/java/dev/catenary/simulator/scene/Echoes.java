package dev.catenary.simulator.scene;

/**
 * Echoes of one beam, nearest first, up to the first surface that lets no light pass. Reused for
 * each firing, by one thread. Arrays are public because they are read once for each beam; {@link
 * #size} entries count.
 */
public final class Echoes {
  private static final int CAPACITY = 24;

  public final double[] rangeMetres = new double[CAPACITY];

  /** Part of the light that has come this far which this thing takes, 0 to 1. */
  public final double[] share = new double[CAPACITY];

  /** Part of the light taken that is thrown back, 0 to 1. */
  public final double[] reflectivity = new double[CAPACITY];

  public final TrueClass[] what = new TrueClass[CAPACITY];

  /** Number of the thing in its scene; 0 is the ground. */
  public final int[] object = new int[CAPACITY];

  public int size;

  private final int[] asked;
  private double limitMetres;
  private int beamNumber;

  /**
   * @param shapes how many the scene has
   */
  Echoes(int shapes) {
    asked = new int[shapes];
  }

  void clear(double rangeMetresMax) {
    size = 0;
    limitMetres = rangeMetresMax;
    beamNumber++;
  }

  /** Marks the shape as asked by this beam; true when it was not before. */
  boolean isFirstAsked(int shape) {
    boolean first = asked[shape] != beamNumber;
    asked[shape] = beamNumber;
    return first;
  }

  /** Nothing beyond this can be met any more. */
  double limitMetres() {
    return limitMetres;
  }

  /** Adds an echo in its place; when there are too many the farthest is forgotten. */
  void offer(double range, double itsShare, double itsReflectivity, TrueClass it, int itsObject) {
    if (!(range > 0) || range >= limitMetres) {
      return;
    }
    int at = Math.min(size, CAPACITY - 1);
    if (size == CAPACITY && range >= rangeMetres[at]) {
      return;
    }
    while (at > 0 && rangeMetres[at - 1] > range) {
      copy(at - 1, at);
      at--;
    }
    rangeMetres[at] = range;
    share[at] = itsShare;
    reflectivity[at] = itsReflectivity;
    what[at] = it;
    object[at] = itsObject;
    size = Math.min(CAPACITY, size + 1);
    if (itsShare >= 1) {
      size = at + 1;
      limitMetres = range;
    }
  }

  private void copy(int from, int to) {
    rangeMetres[to] = rangeMetres[from];
    share[to] = share[from];
    reflectivity[to] = reflectivity[from];
    what[to] = what[from];
    object[to] = object[from];
  }
}
