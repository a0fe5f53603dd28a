package dev.catenary.proto.zone;

/** Zones that an earlier run has made durable, so that a recovered journal makes no zone twice. */
@FunctionalInterface
public interface DurableZones {
  /** Nothing is durable: every point is new. */
  DurableZones NONE = zone -> DurableSequences.NONE;

  /** The datagrams whose points in this zone are in a durable chunk. */
  DurableSequences of(ZoneId zone);
}
