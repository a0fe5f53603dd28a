package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.HostClock;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;

/**
 * The byte stream of one receiver, NMEA sentences, NovAtel messages (binary and ASCII) and other
 * protocols mixed, in pieces of any length. Whole messages of other protocols are passed over and
 * counted ({@code GNSS_BYTES_OTHER_PROTOCOL}); bytes that belong to nothing are counted as skipped
 * ({@code GNSS_BYTES_SKIPPED}).
 */
public final class GnssStream {
  /** The longest binary message that is waited for. */
  static final int MESSAGE_LENGTH_MAX = 8_192;

  /** A message that is not complete after this was none. */
  private static final long MESSAGE_NANOS_MAX = 1_000_000_000;

  /** Longer than a sentence takes at 9,600 baud, shorter than the pause at five fixes a second. */
  private static final long BURST_SILENCE_NANOS = 150_000_000;

  private final Counters counters;
  private final NmeaFramer sentences;
  private final NmeaParser nmea;
  private final NovatelParser novatel;
  private final NovatelAsciiFramer ascii;
  private final OtherProtocols others;

  /** A message that may be under way; empty while text is read. */
  private final byte[] held = new byte[MESSAGE_LENGTH_MAX];

  private int heldLength;
  private long heldSinceNanos;
  private long arrivalNanos;

  /**
   * @param leapSeconds GPS time less UTC
   */
  public GnssStream(Counters counters, int leapSeconds, GnssListener listener) {
    this(
        counters, ReceiverSettings.of(leapSeconds), new HostClock(), new HeardMessages(), listener);
  }

  /**
   * @param hostClock is told the receiver's time
   * @param heard is told the name of each message
   */
  public GnssStream(
      Counters counters,
      ReceiverSettings settings,
      HostClock hostClock,
      HeardMessages heard,
      GnssListener listener) {
    this.counters = counters;
    GnssListener timed = new Timed(settings.leapSeconds(), hostClock, listener);
    this.nmea = new NmeaParser(counters, heard, settings, timed);
    this.sentences = new NmeaFramer(counters, nmea::accept);
    NovatelLogs logs = new NovatelLogs(counters, heard, timed);
    this.novatel = new NovatelParser(counters, logs);
    this.ascii = new NovatelAsciiFramer(counters, new NovatelAscii(counters, heard, logs));
    this.others = new OtherProtocols(counters, heard);
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
        hostClock.tell(GpsTime.toUnix(fix.gpsTimeNanos, leapSeconds), fix.hostTimeNanos);
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
    novatel.arrived(hostTimeNanos);
    if (heldLength > 0 && hostTimeNanos - heldSinceNanos > MESSAGE_NANOS_MAX) {
      letGo(hostTimeNanos);
    }
    for (int i = offset; i < offset + length; i++) {
      byte next = bytes.get(i);
      if (heldLength == 0 && next != NovatelParser.SYNC && !OtherProtocols.isSync(next)) {
        text(next, hostTimeNanos);
      } else {
        if (heldLength == held.length) {
          letGo(hostTimeNanos);
        }
        heldSinceNanos = heldLength == 0 ? hostTimeNanos : heldSinceNanos;
        held[heldLength++] = next;
        settle(0, hostTimeNanos);
      }
    }
  }

  /**
   * Other datagrams have come meanwhile: a burst of sentences ends with the silence behind it.
   *
   * @param hostTimeNanos host clock at their arrival
   */
  public void quiet(long hostTimeNanos) {
    if (hostTimeNanos - arrivalNanos > BURST_SILENCE_NANOS) {
      nmea.quiet();
    }
  }

  /** No more bytes will come: what was said last is handed on. */
  public void end() {
    while (heldLength > 0) {
      letGo(arrivalNanos);
    }
    nmea.end();
  }

  /** Lets go of the first byte held: it was no beginning, for no end has come. */
  private void letGo(long hostTimeNanos) {
    text(held[0], hostTimeNanos);
    heldSinceNanos = hostTimeNanos;
    settle(1, hostTimeNanos);
  }

  /**
   * Takes the messages out of what is held. Where there turns out to be none, only the first byte
   * is let go, and the search goes on with the next: a damaged length takes nothing else along.
   */
  private void settle(int from, long hostTimeNanos) {
    int at = from;
    while (at < heldLength) {
      int taken =
          held[at] == NovatelParser.SYNC
              ? novatel.take(held, at, heldLength)
              : others.take(held, at, heldLength);
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
    heldSinceNanos = at > 0 ? hostTimeNanos : heldSinceNanos;
    heldLength -= at;
    System.arraycopy(held, at, held, 0, heldLength);
  }

  private void text(byte next, long hostTimeNanos) {
    boolean isOfLog =
        ascii.isInLog() || (NovatelAsciiFramer.isSync(next) && !sentences.isInSentence());
    boolean belongs = (isOfLog && ascii.accept(next)) || sentences.accept(next, hostTimeNanos);
    if (!belongs) {
      counters.increment(DeviceCounter.GNSS_BYTES_SKIPPED);
    }
  }
}
