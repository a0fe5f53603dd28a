package dev.catenary.uplink.spool;

import dev.catenary.uplink.chunk.SealedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Notes of the uplink in the spool, kept over a restart: how far the upload of a chunk has come,
 * and what was sent today. Any thread may call; one at a time for one chunk.
 */
public final class UploadNotes {
  private final SpoolFolder folder;
  private final Object spending = new Object();

  UploadNotes(SpoolFolder folder) {
    this.folder = folder;
  }

  /** Keeps how far a multipart upload has come; replaces what was kept before. */
  public void keepUpload(SealedChunk chunk, byte[] state) throws IOException {
    folder.appear(chunk.id() + SpoolNames.UPLOAD, ByteBuffer.wrap(state));
  }

  /** Bytes that {@link #keepUpload} kept, or null. */
  public byte @Nullable [] keptUpload(SealedChunk chunk) throws IOException {
    return folder.readOrNull(chunk.id() + SpoolNames.UPLOAD);
  }

  /** Lets go of what {@link #keepUpload} kept; nothing where it kept nothing. */
  public void forgetUpload(SealedChunk chunk) throws IOException {
    folder.delete(chunk.id() + SpoolNames.UPLOAD);
  }

  boolean hasUpload(SealedChunk chunk) {
    return folder.has(chunk.id() + SpoolNames.UPLOAD);
  }

  /** Keeps what the uplink has spent today; replaces what was kept before. */
  public void keepSpent(byte[] account) throws IOException {
    synchronized (spending) {
      folder.appear(SpoolNames.SPENT, ByteBuffer.wrap(account));
    }
  }

  /** Bytes that {@link #keepSpent} kept; empty where there are none, or none that can be read. */
  public byte[] keptSpent() {
    try {
      byte[] kept = folder.readOrNull(SpoolNames.SPENT);
      return kept == null ? new byte[0] : kept;
    } catch (IOException e) {
      Logger.warn("what was sent today is not known: {}", e.toString());
      return new byte[0];
    }
  }
}
