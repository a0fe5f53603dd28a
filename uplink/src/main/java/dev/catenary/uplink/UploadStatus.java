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
 * @param alone what the store refuses while others go, with the reason; null when there is none
 */
public record UploadStatus(
    @Nullable SealedChunk chunk,
    int partsDone,
    @Nullable String failure,
    boolean needsPerson,
    @Nullable String hold,
    @Nullable String alone) {
  static final UploadStatus IDLE = new UploadStatus(null, 0, null, false, null, null);

  /** The same, beside what waits alone. */
  UploadStatus with(@Nullable String refusals) {
    return new UploadStatus(chunk, partsDone, failure, needsPerson, hold, refusals);
  }
}
