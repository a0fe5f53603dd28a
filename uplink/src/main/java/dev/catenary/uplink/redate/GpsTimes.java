package dev.catenary.uplink.redate;

import dev.catenary.proto.message.ChunkManifestOrBuilder;
import dev.catenary.proto.point.TimeQuality;

/** Dependence of a chunk's GPS times on the host's clock, and so on its errors. */
final class GpsTimes {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  /** From 1970-01-01 to 1980-01-06, less the leap seconds between UTC and GPS time since 2017. */
  private static final long UNIX_LESS_GPS_NANOS = (315_964_800L - 18) * 1_000_000_000L;

  private GpsTimes() {}

  /**
   * Correction of the points' GPS times, when the host's clock was this much behind. A sensor that
   * follows PTP needs nothing; one that follows a pulse has only the hour from the host; any other
   * has all of its time from the host. Points that a receiver's time was known for are right
   * already.
   */
  static long ahead(ChunkManifestOrBuilder manifest, long hostAheadNanos) {
    if (manifest.getTimeQuality().equals(TimeQuality.PTP.name())) {
      return 0;
    }
    long pointsAhead =
        manifest.getLastGpsNanos() + UNIX_LESS_GPS_NANOS - manifest.getLastHostNanos();
    if (Math.abs(pointsAhead - hostAheadNanos) < Math.abs(pointsAhead)) {
      return 0;
    }
    return manifest.getTimeQuality().equals(TimeQuality.PPS_NMEA.name())
        ? Math.round((double) hostAheadNanos / HOUR_NANOS) * HOUR_NANOS
        : hostAheadNanos;
  }
}
