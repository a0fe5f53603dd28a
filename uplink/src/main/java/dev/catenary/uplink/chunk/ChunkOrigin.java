package dev.catenary.uplink.chunk;

import java.util.List;

/**
 * Facts common to all chunks of one run, written into each manifest.
 *
 * @param vehicle name of the vehicle; part of the object key
 * @param mission name of the mission; part of the chunk id and the object key
 * @param wkt the map frame as OGC WKT
 * @param wktWithHeight the map frame with its heights as OGC WKT 1; empty where it is not said
 * @param geographic way from the map frame to longitude and latitude
 */
public record ChunkOrigin(
    String vehicle,
    String mission,
    String wkt,
    String wktWithHeight,
    Geographic geographic,
    String softwareVersion,
    List<Sensor> sensors) {
  public ChunkOrigin {
    ChunkId.checked("vehicle", vehicle);
    ChunkId.checked("mission", mission);
    sensors = List.copyOf(sensors);
  }

  /** The same without a word on heights, and without a way to longitude and latitude. */
  public ChunkOrigin(
      String vehicle, String mission, String wkt, String softwareVersion, List<Sensor> sensors) {
    this(vehicle, mission, wkt, "", Geographic.UNKNOWN, softwareVersion, sensors);
  }

  /**
   * One configured sensor.
   *
   * @param id the point source id in the LAZ file
   */
  public record Sensor(int id, String name, String model) {}
}
