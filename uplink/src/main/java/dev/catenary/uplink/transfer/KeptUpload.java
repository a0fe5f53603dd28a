package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.spool.UploadNotes;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Progress of the upload of one chunk, in memory and, so that a restart takes it up, in the spool.
 * Used by one thread at a time: that of the lane which has the chunk in hand.
 */
final class KeptUpload {
  private final SealedChunk chunk;
  private final UploadNotes notes;
  private @Nullable UploadState state;
  private boolean loaded;

  /** Reads nothing yet; see {@link #load}. */
  KeptUpload(SealedChunk chunk, UploadNotes notes) {
    this.chunk = chunk;
    this.notes = notes;
  }

  /**
   * Reads what an earlier run has left in the spool, once: what is kept later is known better here,
   * where the disk may not take it. What cannot be read, or is not whole, counts as nothing.
   */
  void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try {
      byte[] kept = notes.keptUpload(chunk);
      state = kept == null ? null : UploadState.parse(kept).orElse(null);
    } catch (IOException e) {
      Logger.warn("chunk {} is sent anew: {}", chunk.id(), e.toString());
    }
  }

  /** State that was loaded or kept last. */
  Optional<UploadState> state() {
    return Optional.ofNullable(state);
  }

  /** Replaces it. A disk too full to keep the state must not keep chunks from leaving it. */
  void keep(UploadState next) {
    state = next;
    try {
      notes.keepUpload(chunk, next.encoded());
    } catch (IOException e) {
      Logger.warn("chunk {} would be sent anew after a restart: {}", chunk.id(), e.getMessage());
    }
  }

  /** Nobody takes it up again; after a restart neither, unless the disk does not let it go. */
  void forget() {
    state = null;
    try {
      notes.forgetUpload(chunk);
    } catch (IOException e) {
      Logger.warn("how far chunk {} had come stays written: {}", chunk.id(), e.getMessage());
    }
  }
}
