package dev.catenary.uplink.grant;

import dev.catenary.proto.message.ChunkManifest;
import dev.catenary.proto.message.ZoneEvent;
import java.time.Instant;

/**
 * When the first datagram came: by the host's clock, or corrected where that was known to be wrong.
 * The grant service reads the same out of the same bytes.
 */
final class CaptureTimes {
  private CaptureTimes() {}

  static Instant of(ChunkManifest manifest) {
    return at(
        manifest.hasHostClockCorrection()
            ? manifest.getHostClockCorrection().getFirstHostNanos()
            : manifest.getFirstHostNanos());
  }

  static Instant of(ZoneEvent event) {
    return at(
        event.hasHostClockCorrection()
            ? event.getHostClockCorrection().getFirstHostNanos()
            : event.getFirstHostNanos());
  }

  private static Instant at(long hostNanos) {
    return Instant.EPOCH.plusNanos(hostNanos);
  }
}
