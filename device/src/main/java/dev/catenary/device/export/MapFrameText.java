package dev.catenary.device.export;

/**
 * A map frame in words.
 *
 * @param crs EPSG code, as {@code EPSG:32755}
 * @param wkt the frame as OGC WKT
 * @param wktWithHeight the frame with its heights, a compound system of OGC WKT; empty where older
 *     software did not say it
 */
public record MapFrameText(String crs, String wkt, String wktWithHeight) {
  /** True where it is said what heights are counted from. */
  public boolean hasHeight() {
    return !wktWithHeight.isEmpty();
  }

  int epsgCode() {
    return Integer.parseInt(crs.substring(crs.indexOf(':') + 1));
  }
}
