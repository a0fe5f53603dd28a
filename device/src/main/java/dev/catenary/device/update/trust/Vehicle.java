package dev.catenary.device.update.trust;

import java.util.Map;

/**
 * Facts that a vehicle knows of itself when a release is directed to it.
 *
 * @param thing its name
 * @param hardware as {@code amd64-glibc2.28}
 * @param countersReached the release counters that have proved good, by kind of target
 */
public record Vehicle(String thing, String hardware, Map<String, Long> countersReached) {
  /** The counter of a kind; 0 before the first. */
  public long counterReached(String kind) {
    return countersReached.getOrDefault(kind, 0L);
  }
}
