package dev.catenary.uplink.laz;

import java.nio.charset.StandardCharsets;

/**
 * Metadata common to all files of a run.
 *
 * @param wkt the map frame as OGC WKT 1; at most 65,534 bytes of UTF-8, as a record of LAS counts
 *     its length in 16 bits and the text ends with a zero
 * @param softwareVersion written to the header as part of the generating software
 * @param origin sensors and mission
 */
public record LazMetadata(String wkt, String softwareVersion, LazOrigin origin) {
  private static final int WKT_BYTES_MAX = 65_534;

  /** Metadata of files of which no sensor and no mission is known. */
  public LazMetadata(String wkt, String softwareVersion) {
    this(wkt, softwareVersion, LazOrigin.NONE);
  }

  public LazMetadata {
    int wktBytes = wkt.getBytes(StandardCharsets.UTF_8).length;
    if (wktBytes > WKT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "the map frame's WKT has "
              + wktBytes
              + " bytes, LAS takes at most "
              + WKT_BYTES_MAX
              + "; leave out its optional parts");
    }
  }
}
