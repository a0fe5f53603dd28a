package dev.catenary.inference.rules;

import java.util.Arrays;

/** Number of marks on each column of a zone's grid; reused. */
final class MarkedColumns {
  private int side;
  private int[] marks = new int[0];

  /** Forgets all marks. */
  void clear(int columnsAlongSide) {
    side = columnsAlongSide;
    if (marks.length < side * side) {
      marks = new int[side * side];
    }
    Arrays.fill(marks, 0, side * side, 0);
  }

  void mark(int column, int row) {
    marks[at(column, row)]++;
  }

  int marks(int column, int row) {
    return marks[at(column, row)];
  }

  /** Of a column and the eight around it. */
  int marksAround(int column, int row) {
    int sum = 0;
    for (int neighbour = 0; neighbour < 9; neighbour++) {
      int x = column + neighbour % 3 - 1;
      int y = row + neighbour / 3 - 1;
      sum += x < 0 || y < 0 || x >= side || y >= side ? 0 : marks[y * side + x];
    }
    return sum;
  }

  private int at(int column, int row) {
    return Math.clamp(row, 0, side - 1) * side + Math.clamp(column, 0, side - 1);
  }
}
