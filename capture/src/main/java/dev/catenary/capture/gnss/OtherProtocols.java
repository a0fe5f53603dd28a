package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Recognises whole messages of binary protocols that receivers mix with NMEA and that are not read:
 * each by its sync, its length and its check. They are passed over and counted by name.
 *
 * <p>Sources: RTCM 10403.3, section 4 "Transport layer"; CASIC (Quectel L76K and other receivers)
 * by the 910 messages of a recorded stream, whose checks all hold.
 */
final class OtherProtocols implements BinaryProtocol {
  static final byte RTCM_SYNC = (byte) 0xD3;
  private static final int RTCM_HEADER_LENGTH = 3;
  private static final int RTCM_CHECK_LENGTH = 3;
  private static final int RTCM_LENGTH_MASK = 0x3FF;
  private static final int RTCM_POLYNOMIAL = 0x186_4CFB;

  static final byte CASIC_SYNC = (byte) 0xBA;
  private static final byte CASIC_SYNC_2 = (byte) 0xCE;
  private static final int CASIC_HEADER_LENGTH = 6;
  private static final int CASIC_CHECK_LENGTH = 4;

  private final Counters counters;
  private final HeardMessages heard;

  OtherProtocols(Counters counters, HeardMessages heard) {
    this.counters = counters;
    this.heard = heard;
  }

  @Override
  public int take(byte[] stream, int from, int to) {
    boolean isRtcm = stream[from] == RTCM_SYNC;
    int taken = isRtcm ? rtcm(stream, from, to) : casic(stream, from, to);
    if (taken > 0) {
      counters.add(DeviceCounter.GNSS_BYTES_OTHER_PROTOCOL, taken);
      heard.count(isRtcm ? "RTCM3" : "CASIC");
    }
    return taken;
  }

  private static int rtcm(byte[] stream, int from, int to) {
    int there = to - from;
    if (there < RTCM_HEADER_LENGTH) {
      return there > 1 && (stream[from + 1] & 0xFC) != 0 ? NO_MESSAGE : NOT_YET;
    }
    int lengthField = ((stream[from + 1] & 0xFF) << 8) | (stream[from + 2] & 0xFF);
    int needed = RTCM_HEADER_LENGTH + (lengthField & RTCM_LENGTH_MASK) + RTCM_CHECK_LENGTH;
    if (lengthField > RTCM_LENGTH_MASK) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    int crc = 0;
    for (int i = from; i < from + needed - RTCM_CHECK_LENGTH; i++) {
      crc ^= (stream[i] & 0xFF) << 16;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc <<= 1;
        crc = (crc & 0x100_0000) != 0 ? crc ^ RTCM_POLYNOMIAL : crc;
      }
    }
    int at = from + needed - RTCM_CHECK_LENGTH;
    int said =
        ((stream[at] & 0xFF) << 16) | ((stream[at + 1] & 0xFF) << 8) | (stream[at + 2] & 0xFF);
    return crc == said ? needed : NO_MESSAGE;
  }

  private static int casic(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != CASIC_SYNC_2) {
      return NO_MESSAGE;
    }
    if (there < CASIC_HEADER_LENGTH) {
      return NOT_YET;
    }
    int length = unsigned16(stream, from + 2);
    int needed = CASIC_HEADER_LENGTH + length + CASIC_CHECK_LENGTH;
    if (length % 4 != 0 || needed > GnssStream.MESSAGE_LENGTH_MAX) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    int sum = unsigned16(stream, from + 4) << 16 | length;
    int check = from + CASIC_HEADER_LENGTH + length;
    for (int at = from + CASIC_HEADER_LENGTH; at < check; at += 4) {
      sum += word(stream, at);
    }
    return sum == word(stream, check) ? needed : NO_MESSAGE;
  }

  private static int word(byte[] stream, int at) {
    return unsigned16(stream, at) | unsigned16(stream, at + 2) << 16;
  }

  private static int unsigned16(byte[] stream, int at) {
    return (stream[at] & 0xFF) | ((stream[at + 1] & 0xFF) << 8);
  }
}
