package dev.catenary.uplink.laz;

/**
 * What is the same for all files of a run.
 *
 * @param wkt the map frame as OGC WKT 1
 * @param softwareVersion written to the header as part of the generating software
 */
public record LazMetadata(String wkt, String softwareVersion) {}
