package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;

/**
 * A zone in a {@link ZoneTable}, with what the grid must know of it: one that still gathers points,
 * or the strip that is kept of one that has closed.
 */
final class ZoneEntry {
  final long key;
  final Zone zone;
  final double originEastingMetres;
  final double originNorthingMetres;

  /** Points of datagrams up to here are durable already. */
  final long durableSequence;

  /** How many points the zone had when it was last looked at. */
  int lookedAtPoints;

  ZoneEntry(long key, Zone zone, long durableSequence) {
    this.key = key;
    this.zone = zone;
    this.originEastingMetres = zone.id.originEastingMetres();
    this.originNorthingMetres = zone.id.originNorthingMetres();
    this.durableSequence = durableSequence;
  }
}
