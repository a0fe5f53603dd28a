package dev.catenary.capture.journal;

import java.time.Instant;

/**
 * Part of the journal that a recovery could not read: its place and its time.
 *
 * @param fromByte offset in the file of the first byte that is not what was written
 * @param bytes how many there are
 * @param lastSequence of the last datagram before it; 0 where there is none
 * @param lastNanos its host time, nanoseconds since 1970-01-01T00:00Z
 * @param firstLost the sequence behind the last one, or the file's first where that is higher
 * @param nextSequence of the first datagram behind it; 0 where the file has no more
 * @param nextNanos its host time
 */
public record JournalLoss(
    String file,
    long fromByte,
    long bytes,
    long lastSequence,
    long lastNanos,
    long firstLost,
    long nextSequence,
    long nextNanos) {
  /** Number of datagrams that it has cost at least; of the end of a file nobody knows. */
  long datagrams() {
    return Math.max(1, nextSequence - firstLost);
  }

  /** For the log. */
  public String sentence() {
    String where = bytes + " bytes of " + file + " from byte " + fromByte;
    if (nextSequence == 0) {
      return where + " on are not whole; what was " + behind() + " is lost";
    }
    return where
        + " are not what was written; datagrams "
        + firstLost
        + " to "
        + (nextSequence - 1)
        + " are lost, "
        + (lastSequence == 0
            ? "before "
            : "between " + Instant.EPOCH.plusNanos(lastNanos) + " and ")
        + Instant.EPOCH.plusNanos(nextNanos);
  }

  private String behind() {
    return firstLost == lastSequence + 1
        ? "behind datagram " + lastSequence + " of " + Instant.EPOCH.plusNanos(lastNanos)
        : "from datagram " + firstLost + " on";
  }
}
