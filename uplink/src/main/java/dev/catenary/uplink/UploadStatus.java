package dev.catenary.uplink;

import dev.catenary.uplink.chunk.SealedChunk;
import org.jspecify.annotations.Nullable;

/**
 * What the uploader does now, for displays.
 *
 * @param chunk under way, or null
 * @param failure of the last step, with its cure; null when that went well
 * @param needsPerson true when waiting alone will not cure it
 */
public record UploadStatus(
    @Nullable SealedChunk chunk, int partsDone, @Nullable String failure, boolean needsPerson) {
  static final UploadStatus IDLE = new UploadStatus(null, 0, null, false);
}
