package dev.catenary.inference.voxel;

/**
 * Gives squares that nothing was seen of the height of the nearest that was: two passes over the
 * grid, each taking over what is nearer from the squares already passed.
 */
final class NearestSeen {
  private static final float STRAIGHT = 1;
  private static final float DIAGONAL = (float) Math.sqrt(2);

  private float[] away = new float[0];

  /**
   * Fills.
   *
   * @param heights by row and column
   * @param seen likewise; {@link Float#MAX_VALUE} where nothing was seen
   */
  void fill(float[] heights, float[] seen, int cells) {
    if (away.length < cells * cells) {
      away = new float[cells * cells];
    }
    for (int cell = 0; cell < cells * cells; cell++) {
      away[cell] = seen[cell] == Float.MAX_VALUE ? Float.MAX_VALUE : 0;
    }
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        take(heights, cells, column, row, -1);
      }
      for (int column = cells - 1; column >= 0; column--) {
        takeFrom(heights, cells, column, row, column + 1, row, STRAIGHT);
      }
    }
    for (int row = cells - 1; row >= 0; row--) {
      for (int column = cells - 1; column >= 0; column--) {
        take(heights, cells, column, row, 1);
      }
      for (int column = 0; column < cells; column++) {
        takeFrom(heights, cells, column, row, column - 1, row, STRAIGHT);
      }
    }
  }

  /** From the four squares that a pass has been at before. */
  private void take(float[] heights, int cells, int column, int row, int back) {
    takeFrom(heights, cells, column, row, column + back, row, STRAIGHT);
    takeFrom(heights, cells, column, row, column, row + back, STRAIGHT);
    takeFrom(heights, cells, column, row, column - 1, row + back, DIAGONAL);
    takeFrom(heights, cells, column, row, column + 1, row + back, DIAGONAL);
  }

  private void takeFrom(
      float[] heights, int cells, int column, int row, int fromColumn, int fromRow, float step) {
    if (fromColumn < 0 || fromRow < 0 || fromColumn >= cells || fromRow >= cells) {
      return;
    }
    int at = row * cells + column;
    int from = fromRow * cells + fromColumn;
    if (away[from] != Float.MAX_VALUE && away[from] + step < away[at]) {
      away[at] = away[from] + step;
      heights[at] = heights[from];
    }
  }
}
