package dev.catenary.uplink.spool;

import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.SealedChunk;
import java.time.Instant;

/** Event of the chunks and events of a spool, for displays. Host clock. */
public sealed interface SpoolEvent {
  /** The chunk is durable. */
  record ChunkSealed(SealedChunk chunk, Instant at) implements SpoolEvent {}

  /** A zone that still gathers points violates a clearance; the event is durable. */
  record ViolationSeen(ZoneEvent event) implements SpoolEvent {}

  /**
   * The store has acknowledged the chunk, and the spool has let go of it. From the arrival of its
   * first datagram to here are {@code receipt.at() - chunk.firstHostNanos()}.
   */
  record ChunkUploaded(SealedChunk chunk, Receipt receipt) implements SpoolEvent {}

  /** The disk was full: the whole chunk is gone, its overview stays. */
  record ChunkGivenUp(SealedChunk chunk, Instant at) implements SpoolEvent {}

  /** The chunk did not read back as it was written; its files are in the quarantine folder. */
  record ChunkQuarantined(SealedChunk chunk, String reason, Instant at) implements SpoolEvent {}
}
