package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;

/** One line of {@code catenary spool ls}. */
public record SpoolEntry(SealedChunk chunk, State state) {
  /** Where a chunk of the spool is on its way out. */
  public enum State {
    WAITING,
    /** A multipart upload has begun. */
    UPLOADING
  }
}
