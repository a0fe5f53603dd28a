package dev.catenary.capture.gnss;

import dev.catenary.capture.time.HostClock;
import dev.catenary.capture.time.LeapSeconds;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The byte stream of one receiver in pieces of any length: NMEA sentences, NovAtel messages (binary
 * and ASCII), UBX, SBF, sbgECom and VectorNav messages and other protocols mixed. Whole messages of
 * other protocols are passed over and counted ({@code GNSS_BYTES_OTHER_PROTOCOL}); bytes that
 * belong to nothing are counted as skipped ({@code GNSS_BYTES_SKIPPED}).
 */
public final class GnssStream {
  /** The longest binary message that is waited for. */
  static final int MESSAGE_LENGTH_MAX = 8_192;

  /** A message that is not complete after this was none. */
  private static final long MESSAGE_NANOS_MAX = 1_000_000_000;

  /** Longer than a sentence takes at 9,600 baud, shorter than the pause at five fixes a second. */
  private static final long BURST_SILENCE_NANOS = 150_000_000;

  private static final int SYNCS = 256;

  private final Counters counters;
  private final NmeaFramer sentences;
  private final NmeaParser nmea;
  private final NovatelAsciiFramer ascii;
  private final BinaryProtocol[] binaries;

  /** Binary protocol of a first byte; null where text begins. */
  private final @Nullable BinaryProtocol[] bySync = new BinaryProtocol[SYNCS];

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
    FixChoice choice =
        new FixChoice(counters, new Timed(settings.leapSeconds(), hostClock, listener));
    GnssListener binary = choice.binary();
    this.nmea = new NmeaParser(counters, heard, settings, choice.nmea());
    this.sentences = new NmeaFramer(counters, nmea::accept);
    NovatelLogs logs = new NovatelLogs(counters, heard, settings, binary);
    this.ascii = new NovatelAsciiFramer(counters, new NovatelAscii(counters, heard, logs));
    NovatelParser novatel = new NovatelParser(counters, logs);
    UbxParser ubx = new UbxParser(counters, new UbxNavigation(counters, heard, settings, binary));
    SbfParser sbf = new SbfParser(counters, new SbfBlocks(counters, heard, settings, binary));
    SbgParser sbg = new SbgParser(counters, new SbgLogs(counters, heard, settings, binary));
    VectorNavParser vectorNav =
        new VectorNavParser(counters, new VectorNavSolution(counters, heard, binary));
    OtherProtocols others = new OtherProtocols(counters, heard);
    this.binaries = new BinaryProtocol[] {novatel, ubx, sbf, sbg, vectorNav, others};
    bySync[NovatelParser.SYNC & 0xFF] = novatel;
    bySync[UbxParser.SYNC & 0xFF] = ubx;
    bySync[SbfParser.SYNC & 0xFF] = sbf;
    bySync[SbgParser.SYNC & 0xFF] = sbg;
    bySync[VectorNavParser.SYNC & 0xFF] = vectorNav;
    bySync[OtherProtocols.RTCM_SYNC & 0xFF] = others;
    bySync[OtherProtocols.CASIC_SYNC & 0xFF] = others;
  }

  /** Tells the host's clock what time it is before what was said is handed on. */
  private final class Timed implements GnssListener {
    private final LeapSeconds leapSeconds;
    private final HostClock hostClock;
    private final GnssListener listener;

    private Timed(LeapSeconds leapSeconds, HostClock hostClock, GnssListener listener) {
      this.leapSeconds = leapSeconds;
      this.hostClock = hostClock;
      this.listener = listener;
    }

    @Override
    public void fix(GnssFix fix) {
      if (fix.isDated) {
        hostClock.tell(leapSeconds.unixOfGps(fix.gpsTimeNanos), fix.hostTimeNanos);
      }
      listener.fix(fix);
    }

    @Override
    public void ins(InsSolution solution) {
      hostClock.tell(leapSeconds.unixOfGps(solution.gpsTimeNanos), arrivalNanos);
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
    for (BinaryProtocol each : binaries) {
      each.arrived(hostTimeNanos);
    }
    if (heldLength > 0 && hostTimeNanos - heldSinceNanos > MESSAGE_NANOS_MAX) {
      letGo(hostTimeNanos);
    }
    for (int i = offset; i < offset + length; i++) {
      byte next = bytes.get(i);
      if (heldLength == 0 && bySync[next & 0xFF] == null) {
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
      for (BinaryProtocol each : binaries) {
        each.quiet();
      }
    }
  }

  /** No more bytes will come: what was said last is handed on. */
  public void end() {
    while (heldLength > 0) {
      letGo(arrivalNanos);
    }
    nmea.end();
    for (BinaryProtocol each : binaries) {
      each.end();
    }
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
      BinaryProtocol protocol = bySync[held[at] & 0xFF];
      int taken =
          protocol == null ? BinaryProtocol.NO_MESSAGE : protocol.take(held, at, heldLength);
      if (taken == BinaryProtocol.NOT_YET) {
        break;
      }
      if (taken == BinaryProtocol.NO_MESSAGE) {
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
