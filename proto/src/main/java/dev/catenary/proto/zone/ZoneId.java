package dev.catenary.proto.zone;

/**
 * One square of the fixed map grid; the same on each vehicle and day.
 *
 * @param crs the map frame, as {@code EPSG:32755}
 * @param cellMetres side of the square
 * @param column {@code floor(easting / cellMetres)}
 * @param row {@code floor(northing / cellMetres)}
 */
public record ZoneId(String crs, int cellMetres, int column, int row) {
  public ZoneId {
    if (cellMetres <= 0) {
      throw new IllegalArgumentException("cellMetres must be positive, not " + cellMetres);
    }
  }

  public double originEastingMetres() {
    return (double) column * cellMetres;
  }

  public double originNorthingMetres() {
    return (double) row * cellMetres;
  }

  /** A name that is safe in file names and object keys: {@code epsg32755-32m-21875-181250}. */
  public String slug() {
    return crs.toLowerCase(java.util.Locale.ROOT).replace(":", "")
        + "-"
        + cellMetres
        + "m-"
        + column
        + "-"
        + row;
  }
}
