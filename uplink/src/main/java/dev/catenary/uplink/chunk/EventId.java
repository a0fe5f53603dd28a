package dev.catenary.uplink.chunk;

import dev.catenary.proto.zone.Zone;

/** Id of the events of one pass over one zone: the same for a zone, its chunk and its message. */
public final class EventId {
  private EventId() {}

  /** Id of an open or closed zone's events. */
  public static String of(Zone zone, String mission) {
    return of(zone.id.slug(), mission, zone.firstSequence);
  }

  /** Id of the events of the zone that a chunk holds. */
  public static String of(SealedChunk chunk) {
    return of(chunk.zone().slug(), chunk.mission(), chunk.firstSequence());
  }

  private static String of(String zone, String mission, long firstSequence) {
    return ChunkId.checked(
        "event id", zone + "_" + mission + "_" + Long.toUnsignedString(firstSequence));
  }
}
