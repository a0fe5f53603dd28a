package dev.catenary.capture.journal;

import java.nio.file.Path;

/**
 * Where the raw journal is, and how it is kept.
 *
 * @param folder on a local disk; made when it is not there
 * @param segmentBytes a segment this long is closed and the next one begun
 * @param syncNanos how often it is forced to the disk: what a power cut can take
 * @param keepRaw keep segments also when nothing needs them any more
 * @param leadNanos how much is kept at least before the first datagram that is needed, for what its
 *     points depend on: poses, and what ties a sensor's clock
 */
public record JournalConfig(
    Path folder, long segmentBytes, long syncNanos, boolean keepRaw, long leadNanos) {
  private static final long LEAD_NANOS = 10_000_000_000L;

  /** With a lead of ten seconds. */
  public JournalConfig(Path folder, long segmentBytes, long syncNanos, boolean keepRaw) {
    this(folder, segmentBytes, syncNanos, keepRaw, LEAD_NANOS);
  }

  public JournalConfig {
    if (segmentBytes < 1 << 16 || syncNanos <= 0) {
      throw new IllegalArgumentException(
          "found journal segments of "
              + segmentBytes
              + " bytes, forced each "
              + syncNanos
              + " ns; expected 65536 or more, and above 0");
    }
  }
}
