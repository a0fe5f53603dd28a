package dev.catenary.capture.velodyne;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.capture.sensor.TimePacket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A position packet: the sensor's time, the state of its pulse per second, and the NMEA sentence it
 * was last given.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E, section 9.3.3 "Position Packet Structure", tables
 * 9-3 and 9-4.
 */
public final class VelodynePositionPacket implements TimePacket {
  /** UDP payload length. */
  public static final int LENGTH = 512;

  /** Bytes there are for the sentence. */
  public static final int NMEA_LENGTH = 128;

  private static final int TIMESTAMP_OFFSET = 198;
  private static final int PPS_STATUS_OFFSET = 202;
  private static final int NMEA_OFFSET = 206;

  /** {@code $} and the talker's two letters. */
  private static final int NMEA_TYPE_OFFSET = 3;

  private static final int RMC_STATUS_FIELD = 2;
  private static final int GGA_QUALITY_FIELD = 6;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int offset;
  private int nmeaLength;

  /** State of the pulse per second, by the manual's table of byte 202. */
  public enum PpsStatus {
    ABSENT,
    SYNCHRONIZING,
    LOCKED,
    ERROR,
    UNKNOWN
  }

  /** Lays this flyweight over a packet; {@link DecodeStatus#ANCILLARY} when it is one. */
  public DecodeStatus wrap(ByteBuffer packet, int at, int length) {
    if (length != LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    bytes = packet;
    offset = at;
    int end = 0;
    while (end < NMEA_LENGTH && packet.get(at + NMEA_OFFSET + end) != 0) {
      end++;
    }
    nmeaLength = end;
    return DecodeStatus.ANCILLARY;
  }

  /** Microseconds past the hour, on the sensor's clock. */
  public long timestampMicros() {
    int raw = bytes.getInt(offset + TIMESTAMP_OFFSET);
    return (bytes.order() == ByteOrder.LITTLE_ENDIAN ? raw : Integer.reverseBytes(raw))
        & 0xFFFF_FFFFL;
  }

  public PpsStatus ppsStatus() {
    return switch (bytes.get(offset + PPS_STATUS_OFFSET)) {
      case 0 -> PpsStatus.ABSENT;
      case 1 -> PpsStatus.SYNCHRONIZING;
      case 2 -> PpsStatus.LOCKED;
      case 3 -> PpsStatus.ERROR;
      default -> PpsStatus.UNKNOWN;
    };
  }

  /**
   * True when the sensor has been told the time: it was given an RMC marked valid, or a GGA with a
   * fix. A pulse alone marks seconds, but not which second of the hour it is.
   */
  public boolean hasTime() {
    if (isSentence('R', 'M', 'C')) {
      return firstOfField(RMC_STATUS_FIELD) == 'A';
    }
    int quality = firstOfField(GGA_QUALITY_FIELD);
    return isSentence('G', 'G', 'A') && quality > '0' && quality <= '9';
  }

  @Override
  public boolean isTimeLocked() {
    return ppsStatus() == PpsStatus.LOCKED && hasTime();
  }

  private boolean isSentence(char first, char second, char third) {
    int at = sentenceOffset() + NMEA_TYPE_OFFSET;
    return nmeaLength > NMEA_TYPE_OFFSET + 3
        && bytes.get(sentenceOffset()) == '$'
        && bytes.get(at) == first
        && bytes.get(at + 1) == second
        && bytes.get(at + 2) == third;
  }

  /** The first byte after so many commas; 0 where the sentence ends before. */
  private int firstOfField(int field) {
    int commas = 0;
    for (int at = sentenceOffset(); at < sentenceOffset() + nmeaLength - 1; at++) {
      if (bytes.get(at) == ',' && ++commas == field) {
        return bytes.get(at + 1);
      }
    }
    return 0;
  }

  /** Where the NMEA sentence begins in the wrapped buffer. */
  @Override
  public int sentenceOffset() {
    return offset + NMEA_OFFSET;
  }

  /** Bytes of the NMEA sentence; 0 when the sensor has been given none. */
  @Override
  public int sentenceLength() {
    return nmeaLength;
  }
}
