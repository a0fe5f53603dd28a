package dev.catenary.proto.zone;

/**
 * What an earlier run has already made durable, so that a recovered journal makes no zone twice.
 */
@FunctionalInterface
public interface DurableZones {
  /** Nothing is durable: every point is new. */
  DurableZones NONE = zone -> DurableSequences.NONE;

  /** The datagrams whose points in this zone are in a durable chunk. */
  DurableSequences of(ZoneId zone);
}
