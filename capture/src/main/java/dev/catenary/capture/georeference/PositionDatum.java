package dev.catenary.capture.georeference;

/** The datum of the receiver's positions, which is that of the corrections it is given. */
public enum PositionDatum {
  /** That of the map frame; or WGS 84, where the frame's datum is an old one with a known shift. */
  FRAME,
  /** Geocentric Datum of Australia 2020. */
  GDA2020,
  /** Geocentric Datum of Australia 1994; 1.8 m from GDA2020. */
  GDA94
}
