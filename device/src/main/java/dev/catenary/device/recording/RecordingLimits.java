package dev.catenary.device.recording;

/**
 * Limits on recordings.
 *
 * @param keptBytesMax segments of the raw journal kept for all requests together
 * @param pieceBytesMax of one file; it is twice on the disk for a moment
 */
public record RecordingLimits(long keptBytesMax, long pieceBytesMax) {
  /** A slow disk writes this in a few seconds. */
  public static final long PIECE_BYTES = 64L << 20;

  String sentence() {
    return "found more of the raw journal asked for than the "
        + (keptBytesMax >> 20)
        + " MiB that are kept for it; expected less; cure: ask for less at once, or raise"
        + " journal.asked-max";
  }
}
