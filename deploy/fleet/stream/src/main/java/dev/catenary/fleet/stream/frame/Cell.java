package dev.catenary.fleet.stream.frame;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Square of about 128 m in the fleet's one frame. Rows are bands of latitude on a sphere of the
 * equator's radius. Columns divide a row by its own middle's circle of latitude, so that cells keep
 * their size from the tropics to 85 degrees. Lengths are within 0.4 percent of those on the
 * ellipsoid, which is 2 cm in the reach of a match.
 *
 * @param row from the equator, north
 * @param column from Greenwich, east
 */
public record Cell(int row, int column) {
  /** Side, metres. */
  public static final double SIDE_METRES = 128;

  /** Reach of a cell beyond its borders, so that both sides of a border see the same. */
  public static final double HALO_METRES = 8;

  private static final double RADIUS_METRES = 6_378_137;

  /** Cell of a place. */
  public static Cell of(GeoPlace place) {
    int row = (int) Math.floor(northMetres(place) / SIDE_METRES);
    int column = (int) Math.floor(eastMetres(row, place) / SIDE_METRES);
    return new Cell(row, column);
  }

  /** Cells that hold a place or have it in their halo. */
  public static Set<Cell> around(GeoPlace place) {
    Set<Cell> cells = new LinkedHashSet<>();
    cells.add(of(place));
    double up = Math.toDegrees(HALO_METRES / RADIUS_METRES);
    double right = up / Math.cos(Math.toRadians(place.latitudeDegrees()));
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        cells.add(
            of(
                new GeoPlace(
                    place.longitudeDegrees() + dx * right, place.latitudeDegrees() + dy * up)));
      }
    }
    return cells;
  }

  /** Metres east of the cell's south-west corner. */
  public double xMetres(GeoPlace place) {
    return eastMetres(row, place) - column * SIDE_METRES;
  }

  /** Metres north of the cell's south-west corner. */
  public double yMetres(GeoPlace place) {
    return northMetres(place) - row * SIDE_METRES;
  }

  /** True inside the cell or its halo. */
  public boolean sees(GeoPlace place) {
    double x = xMetres(place);
    double y = yMetres(place);
    return Math.min(x, y) >= -HALO_METRES && Math.max(x, y) <= SIDE_METRES + HALO_METRES;
  }

  private static double northMetres(GeoPlace place) {
    return Math.toRadians(place.latitudeDegrees()) * RADIUS_METRES;
  }

  private static double eastMetres(int row, GeoPlace place) {
    double middle = (row + 0.5) * SIDE_METRES / RADIUS_METRES;
    return Math.toRadians(place.longitudeDegrees()) * RADIUS_METRES * Math.cos(middle);
  }
}
