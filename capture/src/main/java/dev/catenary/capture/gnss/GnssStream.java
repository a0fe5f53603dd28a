package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.HostClock;
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
  private long arrivalNanos;

  /**
   * @param leapSeconds GPS time less UTC
   */
  public GnssStream(Counters counters, int leapSeconds, GnssListener listener) {
    this(counters, leapSeconds, new HostClock(), listener);
  }

  /**
   * @param leapSeconds GPS time less UTC
   * @param hostClock is told the receiver's time
   */
  public GnssStream(
      Counters counters, int leapSeconds, HostClock hostClock, GnssListener listener) {
    this.counters = counters;
    GnssListener timed = new Timed(leapSeconds, hostClock, listener);
    this.nmea = new NmeaParser(counters, leapSeconds, timed);
    this.novatel = new NovatelParser(counters, timed);
  }

  /** Tells the host's clock what time it is before what was said is handed on. */
  private final class Timed implements GnssListener {
    private final int leapSeconds;
    private final HostClock hostClock;
    private final GnssListener listener;

    private Timed(int leapSeconds, HostClock hostClock, GnssListener listener) {
      this.leapSeconds = leapSeconds;
      this.hostClock = hostClock;
      this.listener = listener;
    }

    @Override
    public void fix(GnssFix fix) {
      if (fix.isDated) {
        hostClock.tell(GpsTime.toUnix(fix.gpsTimeNanos, leapSeconds), arrivalNanos);
      }
      listener.fix(fix);
    }

    @Override
    public void ins(InsSolution solution) {
      hostClock.tell(GpsTime.toUnix(solution.gpsTimeNanos, leapSeconds), arrivalNanos);
      listener.ins(solution);
    }

    @Override
    public void satellite(SatelliteInView satellite) {
      listener.satellite(satellite);
    }
  }

  /**
   * @param hostTimeNanos host clock at arrival, nanoseconds since 1970-01-01T00:00Z
   */
  public void accept(ByteBuffer bytes, int offset, int length, long hostTimeNanos) {
    arrivalNanos = hostTimeNanos;
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
