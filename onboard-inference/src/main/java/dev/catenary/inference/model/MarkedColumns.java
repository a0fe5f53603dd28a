package dev.catenary.inference.model;

import java.util.BitSet;

/** Columns of a grid, marked or not; reused. */
final class MarkedColumns {
  private static final int SIDE = 2_048;

  private final BitSet marks = new BitSet();

  void clear() {
    marks.clear();
  }

  void mark(int column, int row) {
    marks.set(Math.floorMod(row, SIDE) * SIDE + Math.floorMod(column, SIDE));
  }

  boolean isMarked(int column, int row) {
    return marks.get(Math.floorMod(row, SIDE) * SIDE + Math.floorMod(column, SIDE));
  }
}
