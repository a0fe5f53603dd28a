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

  /** A message that may be under way; empty while text is read. */
  private final byte[] held = new byte[NovatelParser.MESSAGE_LENGTH_MAX];

  private int heldLength;

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
      if (heldLength == 0 && next != NovatelParser.SYNC) {
        text(next, hostTimeNanos);
      } else {
        held[heldLength++] = next;
        settle(hostTimeNanos);
      }
    }
  }

  /**
   * Takes the messages out of what is held. Where there turns out to be none, only the first byte
   * is let go, and the search goes on with the next: a damaged length takes nothing else along.
   */
  private void settle(long hostTimeNanos) {
    int at = 0;
    while (at < heldLength) {
      int taken = novatel.take(held, at, heldLength);
      if (taken == NovatelParser.NOT_YET) {
        break;
      }
      if (taken == NovatelParser.NO_MESSAGE) {
        text(held[at], hostTimeNanos);
        at++;
      } else {
        at += taken;
      }
    }
    heldLength -= at;
    System.arraycopy(held, at, held, 0, heldLength);
  }

  private void text(byte next, long hostTimeNanos) {
    if (!nmea.accept(next, hostTimeNanos)) {
      counters.increment(DeviceCounter.GNSS_BYTES_SKIPPED);
    }
  }
}
