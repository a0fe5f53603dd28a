package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Recognises whole messages of binary protocols that receivers mix with NMEA and that are not read:
 * each by its sync, its length and its check. They are passed over and counted by name.
 *
 * <p>Sources: u-blox F9 HPG 1.32 interface description UBX-22008968, section 3 "UBX protocol"; RTCM
 * 10403.3, section 4 "Transport layer"; mosaic-X5 Reference Guide, section 4.1 "SBF outline". CASIC
 * (Quectel L76K and other receivers) by the 910 messages of a recorded stream, whose checks all
 * hold.
 */
final class OtherProtocols {
  private static final byte UBX_SYNC = (byte) 0xB5;
  private static final byte UBX_SYNC_2 = 0x62;
  private static final int UBX_HEADER_LENGTH = 6;
  private static final int UBX_CHECK_LENGTH = 2;
  private static final byte RTCM_SYNC = (byte) 0xD3;
  private static final int RTCM_HEADER_LENGTH = 3;
  private static final int RTCM_CHECK_LENGTH = 3;
  private static final int RTCM_LENGTH_MASK = 0x3FF;
  private static final int RTCM_POLYNOMIAL = 0x186_4CFB;
  private static final byte SBF_SYNC = '$';
  private static final byte SBF_SYNC_2 = '@';
  private static final int SBF_LENGTH_OFFSET = 6;
  private static final int SBF_HEADER_LENGTH = 8;
  private static final int SBF_ID_OFFSET = 4;
  private static final int CCITT_POLYNOMIAL = 0x1021;

  private static final byte CASIC_SYNC = (byte) 0xBA;
  private static final byte CASIC_SYNC_2 = (byte) 0xCE;
  private static final int CASIC_HEADER_LENGTH = 6;
  private static final int CASIC_CHECK_LENGTH = 4;

  private final Counters counters;
  private final HeardMessages heard;

  OtherProtocols(Counters counters, HeardMessages heard) {
    this.counters = counters;
    this.heard = heard;
  }

  /** True when a message may begin with this byte. */
  static boolean isSync(byte first) {
    return first == UBX_SYNC || first == RTCM_SYNC || first == SBF_SYNC || first == CASIC_SYNC;
  }

  /**
   * Takes the message that begins at {@code from}, when all of it is there.
   *
   * @return as {@link NovatelParser#take}
   */
  int take(byte[] stream, int from, int to) {
    int taken =
        switch (stream[from]) {
          case UBX_SYNC -> ubx(stream, from, to);
          case RTCM_SYNC -> rtcm(stream, from, to);
          case SBF_SYNC -> sbf(stream, from, to);
          case CASIC_SYNC -> casic(stream, from, to);
          default -> NovatelParser.NO_MESSAGE;
        };
    if (taken > 0) {
      counters.add(DeviceCounter.GNSS_BYTES_OTHER_PROTOCOL, taken);
      heard.count(
          switch (stream[from]) {
            case UBX_SYNC -> "UBX";
            case RTCM_SYNC -> "RTCM3";
            case CASIC_SYNC -> "CASIC";
            default -> "SBF";
          });
    }
    return taken;
  }

  private static int ubx(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != UBX_SYNC_2) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < UBX_HEADER_LENGTH) {
      return NovatelParser.NOT_YET;
    }
    int needed = UBX_HEADER_LENGTH + unsigned16(stream, from + 4) + UBX_CHECK_LENGTH;
    if (needed > GnssStream.MESSAGE_LENGTH_MAX) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < needed) {
      return NovatelParser.NOT_YET;
    }
    int a = 0;
    int b = 0;
    for (int i = from + 2; i < from + needed - UBX_CHECK_LENGTH; i++) {
      a = a + stream[i] & 0xFF;
      b = b + a & 0xFF;
    }
    boolean holds =
        (stream[from + needed - 2] & 0xFF) == a && (stream[from + needed - 1] & 0xFF) == b;
    return holds ? needed : NovatelParser.NO_MESSAGE;
  }

  private static int rtcm(byte[] stream, int from, int to) {
    int there = to - from;
    if (there < RTCM_HEADER_LENGTH) {
      return there > 1 && (stream[from + 1] & 0xFC) != 0
          ? NovatelParser.NO_MESSAGE
          : NovatelParser.NOT_YET;
    }
    int lengthField = ((stream[from + 1] & 0xFF) << 8) | (stream[from + 2] & 0xFF);
    int needed = RTCM_HEADER_LENGTH + (lengthField & RTCM_LENGTH_MASK) + RTCM_CHECK_LENGTH;
    if (lengthField > RTCM_LENGTH_MASK) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < needed) {
      return NovatelParser.NOT_YET;
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
    return crc == said ? needed : NovatelParser.NO_MESSAGE;
  }

  private static int sbf(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != SBF_SYNC_2) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < SBF_HEADER_LENGTH) {
      return NovatelParser.NOT_YET;
    }
    int needed = unsigned16(stream, from + SBF_LENGTH_OFFSET);
    if (needed < SBF_HEADER_LENGTH || needed % 4 != 0 || needed > GnssStream.MESSAGE_LENGTH_MAX) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < needed) {
      return NovatelParser.NOT_YET;
    }
    int crc = 0;
    for (int i = from + SBF_ID_OFFSET; i < from + needed; i++) {
      crc ^= (stream[i] & 0xFF) << 8;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ CCITT_POLYNOMIAL : crc << 1;
      }
      crc &= 0xFFFF;
    }
    return crc == unsigned16(stream, from + 2) ? needed : NovatelParser.NO_MESSAGE;
  }

  private static int casic(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != CASIC_SYNC_2) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < CASIC_HEADER_LENGTH) {
      return NovatelParser.NOT_YET;
    }
    int length = unsigned16(stream, from + 2);
    int needed = CASIC_HEADER_LENGTH + length + CASIC_CHECK_LENGTH;
    if (length % 4 != 0 || needed > GnssStream.MESSAGE_LENGTH_MAX) {
      return NovatelParser.NO_MESSAGE;
    }
    if (there < needed) {
      return NovatelParser.NOT_YET;
    }
    int sum = unsigned16(stream, from + 4) << 16 | length;
    int check = from + CASIC_HEADER_LENGTH + length;
    for (int at = from + CASIC_HEADER_LENGTH; at < check; at += 4) {
      sum += word(stream, at);
    }
    return sum == word(stream, check) ? needed : NovatelParser.NO_MESSAGE;
  }

  private static int word(byte[] stream, int at) {
    return unsigned16(stream, at) | unsigned16(stream, at + 2) << 16;
  }

  private static int unsigned16(byte[] stream, int at) {
    return (stream[at] & 0xFF) | ((stream[at + 1] & 0xFF) << 8);
  }
}
