package dev.catenary.fleet.bridge;

import java.util.zip.CRC32C;

/**
 * The check at the end of an event's bytes: field 1000, CRC32C of all bytes before it. See
 * docs/spool.md.
 */
final class EventCheck {
  /** Two bytes of tag, four of checksum. */
  private static final int CHECK_BYTES = 6;

  private EventCheck() {}

  static boolean holds(byte[] payload, int crc) {
    CRC32C sum = new CRC32C();
    sum.update(payload, 0, Math.max(0, payload.length - CHECK_BYTES));
    return (int) sum.getValue() == crc;
  }
}
