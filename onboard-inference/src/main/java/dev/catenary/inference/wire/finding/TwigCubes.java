package dev.catenary.inference.wire.finding;

import java.util.BitSet;

/**
 * Cubes of half a metre near wires in which vegetation is seen. A point at a wire is a twig that
 * touches it only where vegetation goes on beside it; else it is the wire. Reused; one thread.
 */
final class TwigCubes {
  private static final int SIDE_MILLIMETRES = 500;

  /** Two cubes in one bit make a twig of a point of the wire now and then, and nothing worse. */
  private static final int BITS = 1 << 18;

  private final BitSet marked = new BitSet(BITS);

  void clear() {
    marked.clear();
  }

  void mark(int xMillimetres, int yMillimetres, int zMillimetres) {
    marked.set(bit(cube(xMillimetres), cube(yMillimetres), cube(zMillimetres)));
  }

  /** Tests whether one of the cubes about a place is marked. */
  boolean isBeside(int xMillimetres, int yMillimetres, int zMillimetres) {
    for (int x = -1; x <= 1; x++) {
      for (int y = -1; y <= 1; y++) {
        for (int z = -1; z <= 1; z++) {
          if (marked.get(
              bit(cube(xMillimetres) + x, cube(yMillimetres) + y, cube(zMillimetres) + z))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int cube(int millimetres) {
    return Math.floorDiv(millimetres, SIDE_MILLIMETRES);
  }

  private static int bit(int x, int y, int z) {
    int hash = (x * 0x9E3779B1) + (y * 0x85EBCA77) + (z * 0xC2B2AE3D);
    return (hash ^ (hash >>> 15)) & (BITS - 1);
  }
}
