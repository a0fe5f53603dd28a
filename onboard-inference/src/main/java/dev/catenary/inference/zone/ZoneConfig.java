package dev.catenary.inference.zone;

/**
 * Bounds by which points gather.
 *
 * @param crs the map frame, as {@code EPSG:32755}
 * @param cellMetres side of a zone
 * @param leaveNanos a zone without a point for so long closes
 * @param pointsMax a zone with so many points closes
 * @param ageNanosMax a zone so old closes
 * @param memoryBytesMax of all zones, those on their way to the disk included
 */
public record ZoneConfig(
    String crs,
    int cellMetres,
    long leaveNanos,
    int pointsMax,
    long ageNanosMax,
    long memoryBytesMax) {
  public ZoneConfig {
    if (cellMetres <= 0 || leaveNanos <= 0 || pointsMax <= 0 || ageNanosMax <= 0) {
      throw new IllegalArgumentException(
          "found zones of "
              + cellMetres
              + " m, "
              + pointsMax
              + " points; expected sizes and times above 0");
    }
  }
}
