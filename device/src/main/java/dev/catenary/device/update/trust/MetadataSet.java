package dev.catenary.device.update.trust;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metadata files that are trusted together, as they were received.
 *
 * @param files by role
 * @param seen times that go with them
 */
public record MetadataSet(Map<String, byte[]> files, SeenTimes seen) {
  /** A set of nothing but a root that came with the software. */
  static MetadataSet ofRoot(byte[] root) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("root", root);
    return new MetadataSet(files, SeenTimes.NONE);
  }

  /** True when another has the same bytes and times. */
  boolean isSame(MetadataSet other) {
    return seen.equals(other.seen)
        && files.keySet().equals(other.files.keySet())
        && files.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.files.get(file.getKey())));
  }
}
