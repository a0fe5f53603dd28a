package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;

/**
 * The byte stream of one receiver, NMEA sentences and NovAtel messages mixed, in pieces of any
 * length. Bytes that belong to neither are counted ({@code GNSS_BYTES_SKIPPED}).
 */
public final class GnssStream {
  private final Counters counters;
  private final NmeaParser nmea;
  private final NovatelParser novatel;

  /**
   * @param leapSeconds GPS time less UTC
   */
  public GnssStream(Counters counters, int leapSeconds, GnssListener listener) {
    this.counters = counters;
    this.nmea = new NmeaParser(counters, leapSeconds, listener);
    this.novatel = new NovatelParser(counters, listener);
  }

  /**
   * @param hostTimeNanos host clock at arrival, nanoseconds since 1970-01-01T00:00Z
   */
  public void accept(ByteBuffer bytes, int offset, int length, long hostTimeNanos) {
    for (int i = offset; i < offset + length; i++) {
      byte next = bytes.get(i);
      boolean taken =
          novatel.isUnderWay() ? novatel.accept(next) : nmea.accept(next, hostTimeNanos);
      if (!taken && !novatel.accept(next) && !nmea.accept(next, hostTimeNanos)) {
        counters.increment(DeviceCounter.GNSS_BYTES_SKIPPED);
      }
    }
  }
}
