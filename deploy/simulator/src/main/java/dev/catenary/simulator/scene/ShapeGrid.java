package dev.catenary.simulator.scene;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All shapes of a scene in the squares of a level grid. A beam looks only into the squares that it
 * passes, in their order, and only where it passes low enough; each shape is asked once.
 */
final class ShapeGrid {
  static final double CELL_METRES = 4;

  /** Half the widest footprint: a beam's edge reaches this far into the square beside it. */
  private static final double MARGIN_METRES = 0.35;

  private final Shape[] shapes;
  private final double x0;
  private final double y0;
  private final int columns;
  private final int rows;
  private final int[] first;
  private final int[] members;
  private final float[] top;
  private final float[] bottom;

  ShapeGrid(List<Shape> all) {
    shapes = all.toArray(new Shape[0]);
    double west = 0;
    double east = CELL_METRES;
    double south = 0;
    double north = CELL_METRES;
    for (Shape shape : shapes) {
      Shape.Bounds b = shape.bounds();
      west = Math.min(west, b.x0() - MARGIN_METRES);
      east = Math.max(east, b.x1() + MARGIN_METRES);
      south = Math.min(south, b.y0() - MARGIN_METRES);
      north = Math.max(north, b.y1() + MARGIN_METRES);
    }
    x0 = west;
    y0 = south;
    columns = (int) ((east - west) / CELL_METRES) + 1;
    rows = (int) ((north - south) / CELL_METRES) + 1;
    top = new float[columns * rows];
    bottom = new float[columns * rows];
    Arrays.fill(top, Float.NEGATIVE_INFINITY);
    Arrays.fill(bottom, Float.POSITIVE_INFINITY);
    int[] counts = new int[columns * rows + 1];
    forEachCell((shape, cell) -> counts[cell + 1]++);
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    first = counts.clone();
    members = new int[counts[counts.length - 1]];
    forEachCell(this::raise);
    forEachCell((shape, cell) -> members[counts[cell]++] = shape);
  }

  private interface Visit {
    void cell(int shape, int cell);
  }

  private void forEachCell(Visit visit) {
    for (int i = 0; i < shapes.length; i++) {
      Shape.Bounds b = shapes[i].bounds();
      int row1 = (int) ((b.y1() + MARGIN_METRES - y0) / CELL_METRES);
      int column1 = (int) ((b.x1() + MARGIN_METRES - x0) / CELL_METRES);
      for (int row = (int) ((b.y0() - MARGIN_METRES - y0) / CELL_METRES); row <= row1; row++) {
        int column = (int) ((b.x0() - MARGIN_METRES - x0) / CELL_METRES);
        for (; column <= column1; column++) {
          visit.cell(i, row * columns + column);
        }
      }
    }
  }

  private void raise(int shape, int cell) {
    Shape.Bounds b = shapes[shape].bounds();
    top[cell] = Math.max(top[cell], (float) (b.z1() + MARGIN_METRES));
    bottom[cell] = Math.min(bottom[cell], (float) (b.z0() - MARGIN_METRES));
  }

  /** Adds what the beam meets, nearer than the echoes' limit. */
  void meet(Beam beam, Echoes echoes, SplittableRandom random) {
    double ix = 1 / beam.dx;
    double iy = 1 / beam.dy;
    double enter = 0;
    double leave = echoes.limitMetres();
    double ax = (x0 - beam.x) * ix;
    double bx = (x0 + columns * CELL_METRES - beam.x) * ix;
    double ay = (y0 - beam.y) * iy;
    double by = (y0 + rows * CELL_METRES - beam.y) * iy;
    enter = Math.max(enter, Math.max(Math.min(ax, bx), Math.min(ay, by)));
    leave = Math.min(leave, Math.min(Math.max(ax, bx), Math.max(ay, by)));
    if (!(enter < leave)) {
      return;
    }
    int column = clamp((beam.x + enter * beam.dx - x0) / CELL_METRES, columns);
    int row = clamp((beam.y + enter * beam.dy - y0) / CELL_METRES, rows);
    int stepX = beam.dx > 0 ? 1 : -1;
    int stepY = beam.dy > 0 ? 1 : -1;
    double nextX = (x0 + (column + (stepX + 1) / 2) * CELL_METRES - beam.x) * ix;
    double nextY = (y0 + (row + (stepY + 1) / 2) * CELL_METRES - beam.y) * iy;
    double perX = CELL_METRES * Math.abs(ix);
    double perY = CELL_METRES * Math.abs(iy);
    while (enter < leave && column >= 0 && column < columns && row >= 0 && row < rows) {
      double exit = Math.min(Math.min(nextX, nextY), leave);
      int cell = row * columns + column;
      double z0 = beam.z + enter * beam.dz;
      double z1 = beam.z + exit * beam.dz;
      if (Math.min(z0, z1) <= top[cell] && Math.max(z0, z1) >= bottom[cell]) {
        ask(cell, beam, echoes, random);
        leave = Math.min(leave, echoes.limitMetres());
      }
      enter = exit;
      if (nextX < nextY) {
        nextX += perX;
        column += stepX;
      } else {
        nextY += perY;
        row += stepY;
      }
    }
  }

  private void ask(int cell, Beam beam, Echoes echoes, SplittableRandom random) {
    for (int i = first[cell]; i < first[cell + 1]; i++) {
      int shape = members[i];
      if (echoes.isFirstAsked(shape)) {
        shapes[shape].meet(beam, echoes, random);
      }
    }
  }

  private static int clamp(double place, int count) {
    return Math.max(0, Math.min(count - 1, (int) place));
  }
}
