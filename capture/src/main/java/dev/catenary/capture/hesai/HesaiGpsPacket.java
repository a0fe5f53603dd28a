package dev.catenary.capture.hesai;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.TimePacket;
import java.nio.ByteBuffer;

/**
 * A GPS data packet: the NMEA sentence that the sensor was last given, whether the receiver has a
 * fix, and whether the sensor's clock is locked to its pulse.
 *
 * <p>Source: Hesai user manuals (PandarXT-32, Pandar40P, Pandar64), section "GPS Data Packet".
 * Unverified: a recording with a receiver would settle it.
 */
final class HesaiGpsPacket implements TimePacket {
  static final int LENGTH = 512;

  private static final int SENTENCE_OFFSET = 18;
  private static final int SENTENCE_LENGTH = 84;
  private static final int STATUS_OFFSET = 506;
  private static final int PULSE_OFFSET = 507;
  private static final byte FIX = 'A';
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
    locked = packet.get(at + STATUS_OFFSET) == FIX && packet.get(at + PULSE_OFFSET) == LOCKED;
    sentenceOffset = at + SENTENCE_OFFSET;
    int end = 0;
    while (end < SENTENCE_LENGTH && packet.get(sentenceOffset + end) != 0) {
      end++;
    }
    sentenceLength = end;
    return DecodeStatus.ANCILLARY;
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
