package dev.catenary.proving.torture;

import dev.catenary.uplink.chunk.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Time from the arrival of a chunk's last datagram until it is on the disk, by the times of the
 * manifests that a look finds. What was sent between two looks is not seen.
 */
final class SealLatency {
  private long seenNanos;

  /** Seconds, the median of the chunks that have been sealed since the last look. */
  OptionalDouble look(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      // The service has not come so far.
      return OptionalDouble.empty();
    }
    List<Path> manifests;
    try (var names = Files.list(spool)) {
      manifests = names.filter(file -> file.toString().endsWith(".manifest")).toList();
    }
    long newest = seenNanos;
    double[] seconds = new double[manifests.size()];
    int found = 0;
    for (Path file : manifests) {
      try {
        long sealed = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        if (sealed > seenNanos
            && ManifestFile.read(Files.readAllBytes(file)) instanceof ManifestFile.Whole whole) {
          newest = Math.max(newest, sealed);
          seconds[found++] = (sealed - whole.chunk().lastHostNanos()) / 1e9;
        }
      } catch (NoSuchFileException e) {
        // Sent since the folder was listed.
      }
    }
    seenNanos = newest;
    Arrays.sort(seconds, 0, found);
    return found == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds[found / 2]);
  }
}
