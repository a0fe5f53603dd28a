package dev.catenary.fleet.stream.job;

import dev.catenary.fleet.stream.frame.Cell;

/** Key of the state of one cell, as text: owner, datum, row and column. */
record CellKey(String owner, String datum, Cell cell) {
  static CellKey parse(String text) {
    String[] parts = text.split("\\|", -1);
    return new CellKey(
        parts[0], parts[1], new Cell(Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
  }

  @Override
  public String toString() {
    return owner + "|" + datum + "|" + cell.row() + "|" + cell.column();
  }
}
