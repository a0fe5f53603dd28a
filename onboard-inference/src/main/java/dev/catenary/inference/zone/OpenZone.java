package dev.catenary.inference.zone;

import dev.catenary.proto.zone.Zone;

/** A zone that still gathers points, with what the grid must know of it. */
final class OpenZone {
  final long key;
  final Zone zone;
  final double originEastingMetres;
  final double originNorthingMetres;

  /** Points of datagrams up to here are durable already. */
  final long durableSequence;

  /** How many points the zone had when it was last looked at. */
  int lookedAtPoints;

  OpenZone(long key, Zone zone, long durableSequence) {
    this.key = key;
    this.zone = zone;
    this.originEastingMetres = zone.id.originEastingMetres();
    this.originNorthingMetres = zone.id.originNorthingMetres();
    this.durableSequence = durableSequence;
  }
}
