package dev.catenary.capture.journal;

import java.nio.file.Path;

/**
 * Where the raw journal is, and how it is kept.
 *
 * @param folder on a local disk; made when it is not there
 * @param segmentBytes a segment this long is closed and the next one begun
 * @param syncNanos how often it is forced to the disk: what a power cut can take
 * @param keepRaw keep segments also when nothing needs them any more
 */
public record JournalConfig(Path folder, long segmentBytes, long syncNanos, boolean keepRaw) {
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
