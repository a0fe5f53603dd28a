package dev.catenary.capture.hesai;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.TimePacket;
import java.nio.ByteBuffer;

/**
 * A GPS data packet: the NMEA sentence that the sensor was last given, whether the receiver has a
 * fix, and whether the sensor's clock is locked to its pulse.
 *
 * <p>The status is what the sentence says: of an RMC {@code A} or {@code V}, of a GGA the digit of
 * its quality. The sentence is valid up to the two digits after its asterisk.
 *
 * <p>Source: Hesai user manuals of the Pandar64, Pandar128, PandarQT and PandarXT-16, section "GPS
 * UDP Data"; they agree. Unverified: the same packet of the PandarXT-32, XT32M2X, Pandar40P and
 * QT128C2X, and no recording holds one; one with a receiver would settle it.
 */
final class HesaiGpsPacket implements TimePacket {
  static final int LENGTH = 512;

  private static final int SENTENCE_OFFSET = 18;
  private static final int SENTENCE_LENGTH = 84;
  private static final int STATUS_OFFSET = 506;
  private static final int PULSE_OFFSET = 507;
  private static final byte FIX = 'A';

  /** Qualities of a GGA that are a fix; 6 and above are estimated or made up. */
  private static final byte QUALITY_MIN = '1';

  private static final byte QUALITY_MAX = '5';
  private static final int CHECKSUM_LENGTH = 2;
  private static final byte LOCKED = 1;

  private boolean locked;
  private int sentenceOffset;
  private int sentenceLength;

  /** ANCILLARY for a GPS packet. */
  DecodeStatus wrap(ByteBuffer packet, int at, int length) {
    if (length != LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    if ((packet.get(at) & 0xFF) != 0xFF || (packet.get(at + 1) & 0xFF) != 0xEE) {
      return DecodeStatus.BAD_MAGIC;
    }
    locked = isFix(packet.get(at + STATUS_OFFSET)) && packet.get(at + PULSE_OFFSET) == LOCKED;
    sentenceOffset = at + SENTENCE_OFFSET;
    sentenceLength = validLength(packet, sentenceOffset);
    return DecodeStatus.ANCILLARY;
  }

  private static boolean isFix(byte status) {
    return status == FIX || (status >= QUALITY_MIN && status <= QUALITY_MAX);
  }

  /** Bytes up to the checksum's end; what stands behind it may be of an earlier sentence. */
  private static int validLength(ByteBuffer packet, int from) {
    for (int end = 0; end < SENTENCE_LENGTH; end++) {
      byte next = packet.get(from + end);
      if (next == 0) {
        return end;
      }
      if (next == '*') {
        return Math.min(end + 1 + CHECKSUM_LENGTH, SENTENCE_LENGTH);
      }
    }
    return SENTENCE_LENGTH;
  }

  @Override
  public boolean isTimeLocked() {
    return locked;
  }

  @Override
  public int sentenceOffset() {
    return sentenceOffset;
  }

  @Override
  public int sentenceLength() {
    return sentenceLength;
  }
}
