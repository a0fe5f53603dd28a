package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;
import java.time.Instant;

/** What happens to the chunks of a spool, for displays. Host clock. */
public sealed interface SpoolEvent {
  /** The chunk is durable. */
  record ChunkSealed(SealedChunk chunk, Instant at) implements SpoolEvent {}

  /**
   * The store has acknowledged the chunk, and the spool has let go of it. From the arrival of its
   * first datagram to here are {@code receipt.at() - chunk.firstHostNanos()}.
   */
  record ChunkUploaded(SealedChunk chunk, Receipt receipt) implements SpoolEvent {}

  /** The chunk did not read back as it was written; its files are in the quarantine folder. */
  record ChunkQuarantined(SealedChunk chunk, String reason, Instant at) implements SpoolEvent {}
}
