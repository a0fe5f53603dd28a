package dev.catenary.simulator.scan;

import dev.catenary.simulator.scene.TrueClass;
import java.util.Arrays;

/**
 * Returns of one packet with their true classes: parallel arrays, of which {@link #size} entries
 * count. A point is one of the packet's distinct returns; places are in the scene's frame, where a
 * faultless service would put what the packet says.
 */
public final class Returns {
  public final long[] surveyNanos;
  public final double[] eastMetres;
  public final double[] northMetres;
  public final double[] upMetres;

  /** As the packet says it, noise and the unit's rounding in it. */
  public final float[] rangeMetres;

  /** The packet's range less that to the surface. */
  public final float[] rangeErrorMetres;

  /** As the packet says it: the VLP-16's reflectivity, the OS1's signal. */
  public final char[] intensity;

  public final byte[] ring;

  /** By range, from 1. */
  public final byte[] returnNumber;

  public final byte[] numberOfReturns;
  public final TrueClass[] what;

  /** Number of the thing in its scene; 0 is the ground. */
  public final int[] object;

  public int size;

  private final long[] byClass = new long[TrueClass.values().length];

  public Returns(int capacity) {
    surveyNanos = new long[capacity];
    eastMetres = new double[capacity];
    northMetres = new double[capacity];
    upMetres = new double[capacity];
    rangeMetres = new float[capacity];
    rangeErrorMetres = new float[capacity];
    intensity = new char[capacity];
    ring = new byte[capacity];
    returnNumber = new byte[capacity];
    numberOfReturns = new byte[capacity];
    what = new TrueClass[capacity];
    object = new int[capacity];
  }

  void clear() {
    size = 0;
    Arrays.fill(byClass, 0);
  }

  void count(TrueClass it) {
    byClass[it.ordinal()]++;
  }

  public long points(TrueClass it) {
    return byClass[it.ordinal()];
  }
}
