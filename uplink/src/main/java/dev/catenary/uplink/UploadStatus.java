package dev.catenary.uplink;

import dev.catenary.uplink.chunk.SealedChunk;
import org.jspecify.annotations.Nullable;

/**
 * Present work of the uploader, for displays.
 *
 * @param chunk under way, or null; of several the one that moved last
 * @param failure of the last step, with its cure; null when that went well
 * @param needsPerson true when waiting alone will not cure it
 * @param hold why the active policy lets nothing out now; null when it does
 */
public record UploadStatus(
    @Nullable SealedChunk chunk,
    int partsDone,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String hold) {
  static final UploadStatus IDLE = new UploadStatus(null, 0, null, false, null);
}
