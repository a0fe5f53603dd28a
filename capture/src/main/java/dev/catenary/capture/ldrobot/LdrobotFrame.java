package dev.catenary.capture.ldrobot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One measurement frame of an LD06 or LD19, as it is on the serial line: little-endian, twelve
 * points.
 *
 * <p>Source: LDROBOT, LD19 Development Manual V2.3, chapter on the communication protocol; the
 * LD06's is the same (LD06 Development Manual V1.0).
 */
final class LdrobotFrame {
  static final int START_OFFSET = 0;
  static final int TYPE_AND_POINTS_OFFSET = 1;
  static final int SPEED_OFFSET = 2;
  static final int START_ANGLE_OFFSET = 4;
  static final int POINTS_OFFSET = 6;
  static final int POINT_LENGTH = 3;
  static final int POINTS = 12;
  static final int END_ANGLE_OFFSET = POINTS_OFFSET + POINTS * POINT_LENGTH;
  static final int TIME_OFFSET = END_ANGLE_OFFSET + 2;
  static final int CRC_OFFSET = TIME_OFFSET + 2;
  static final int LENGTH = CRC_OFFSET + 1;

  static final byte START = 0x54;

  /** Frame type 1 in the high three bits, twelve points in the low five. */
  static final byte TYPE_AND_POINTS = 0x2C;

  /** Milliseconds after which the time begins again at 0. */
  static final int TIME_PERIOD_MILLIS = 30_000;

  static final int FULL_TURN_CENTIDEGREES = 36_000;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int offset;

  /** Lays this over the bytes of one frame; its contents are not looked at. */
  LdrobotFrame wrap(ByteBuffer frame, int at) {
    bytes = frame.order(ByteOrder.LITTLE_ENDIAN);
    offset = at;
    return this;
  }

  boolean hasMarks() {
    return bytes.get(offset + START_OFFSET) == START
        && bytes.get(offset + TYPE_AND_POINTS_OFFSET) == TYPE_AND_POINTS;
  }

  boolean hasGoodChecksum() {
    return Crc8.of(bytes, offset, CRC_OFFSET) == bytes.get(offset + CRC_OFFSET);
  }

  /** Of the head. */
  int speedDegreesPerSecond() {
    return unsigned(SPEED_OFFSET);
  }

  /** Of the first point; clockwise seen from above, from the sensor's front. */
  int startAngleCentidegrees() {
    return unsigned(START_ANGLE_OFFSET);
  }

  /** Of the last point. */
  int endAngleCentidegrees() {
    return unsigned(END_ANGLE_OFFSET);
  }

  /** 0 where nothing came back. */
  int distanceMillimetres(int point) {
    return unsigned(POINTS_OFFSET + point * POINT_LENGTH);
  }

  int intensity(int point) {
    return bytes.get(offset + POINTS_OFFSET + point * POINT_LENGTH + 2) & 0xFF;
  }

  /** Rises to {@link #TIME_PERIOD_MILLIS} and begins again. */
  int timeMillis() {
    return unsigned(TIME_OFFSET);
  }

  private int unsigned(int field) {
    return bytes.getShort(offset + field) & 0xFFFF;
  }
}
