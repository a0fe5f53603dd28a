package dev.catenary.capture.velodyne;

/**
 * Counts missing packets. A Velodyne packet carries no number, but packets follow each other in
 * fixed time; longer silences than a second are a stopped sensor, not lost packets.
 */
final class PacketGaps {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long SILENCE_MICROS = 1_000_000;

  private long previousMicros = -1;
  private long missing;

  void packet(long timestampMicros, int packetNanos) {
    if (previousMicros >= 0) {
      long passed = timestampMicros - previousMicros;
      if (passed < 0 && timestampMicros < SILENCE_MICROS) {
        passed += HOUR_MICROS;
      }
      if (passed > 0 && passed < SILENCE_MICROS) {
        missing += Math.max(0, (passed * 1_000 + packetNanos / 2) / packetNanos - 1);
      }
    }
    previousMicros = timestampMicros;
  }

  long packetsMissing() {
    return missing;
  }
}
