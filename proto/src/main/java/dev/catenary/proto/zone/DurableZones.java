package dev.catenary.proto.zone;

/** Zones that an earlier run has made durable, so that a recovered journal makes no zone twice. */
@FunctionalInterface
public interface DurableZones {
  /** Nothing is durable: every point is new. */
  DurableZones NONE = zone -> Long.MIN_VALUE;

  /** The last datagram sequence whose points in this zone are in a durable chunk. */
  long durableSequence(ZoneId zone);
}
