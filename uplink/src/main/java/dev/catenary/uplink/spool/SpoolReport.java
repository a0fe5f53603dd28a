package dev.catenary.uplink.spool;

import dev.catenary.proto.message.ZoneEvent;
import java.util.List;

/**
 * Findings in the folder.
 *
 * @param entries the chunks that are there, by seal number
 * @param events the events that wait to be sent
 * @param unfinished names of {@code .part} files: chunks whose sealing was cut off. They were never
 *     promised to anybody; opening the spool deletes them.
 * @param released names of files of chunks that have a receipt but were not yet deleted; opening
 *     deletes them
 * @param damaged files that are not what was written; opening moves them to the quarantine
 * @param receiptsUnreadable lines of the receipt log that did not read back
 */
public record SpoolReport(
    List<SpoolEntry> entries,
    List<ZoneEvent> events,
    List<String> unfinished,
    List<String> released,
    List<Damage> damaged,
    int receiptsUnreadable) {
  public SpoolReport {
    entries = List.copyOf(entries);
    events = List.copyOf(events);
    unfinished = List.copyOf(unfinished);
    released = List.copyOf(released);
    damaged = List.copyOf(damaged);
  }

  /** One file that is not what was written. */
  public record Damage(String file, String reason) {}

  /** LAZ bytes of the chunks that are there. */
  public long bytes() {
    return entries.stream().mapToLong(entry -> entry.chunk().checksums().bytes()).sum();
  }

  /** In one line, for the log. */
  public String summary() {
    return entries.size()
        + " chunks of "
        + bytes()
        + " bytes, "
        + unfinished.size()
        + " unfinished files, "
        + released.size()
        + " files already acknowledged, "
        + damaged.size()
        + " damaged files, "
        + receiptsUnreadable
        + " unreadable receipts";
  }
}
