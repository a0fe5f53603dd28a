package dev.catenary.uplink.spool;

import java.io.IOException;

/** Puts a folder in order after what was found in it. */
final class SpoolStart {
  private SpoolStart() {}

  /**
   * Deletes what was never promised or has its receipt, and moves what is damaged.
   *
   * @return a seal number that no chunk has exceeded
   */
  static long putInOrder(
      SpoolReport report, SpoolFolder folder, Quarantine quarantine, ReceiptLog receipts)
      throws IOException {
    for (String name : report.unfinished()) {
      folder.delete(name);
    }
    for (String name : report.released()) {
      folder.delete(name);
    }
    for (SpoolReport.Damage damage : report.damaged()) {
      quarantine.take(damage.file(), damage.reason());
    }
    long max = receipts.sealNumberMax();
    for (SpoolEntry entry : report.entries()) {
      max = Math.max(max, entry.chunk().sealNumber());
    }
    folder.force();
    return quarantine.sealNumberMax(max);
  }
}
