package dev.catenary.device.page.feed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One message of the points' WebSocket as bytes: docs/page.md. What differs between viewers is set
 * when it is sent.
 */
final class PointFrame {
  static final int HEADER_BYTES = 48;
  static final int POINT_BYTES = 8;

  /** Live points, not yet labelled. */
  static final byte LIVE = 1;

  /** A recorded zone's points, labelled. */
  static final byte ZONE = 2;

  /** A wire's course. */
  static final byte WIRE = 3;

  private static final short MAGIC = 0x4350;
  private static final byte VERSION = 1;
  private static final int NUMBER_OFFSET = 4;
  private static final int DROPPED_OFFSET = 44;

  private PointFrame() {}

  /**
   * The header, and room for the points.
   *
   * @param scaleMetres a count
   * @param oneOf one point is sent of so many captured
   */
  static ByteBuffer begin(
      byte kind,
      double east,
      double north,
      double height,
      double scaleMetres,
      int points,
      int oneOf) {
    return ByteBuffer.allocate(HEADER_BYTES + points * POINT_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(MAGIC)
        .put(VERSION)
        .put(kind)
        .putInt(0)
        .putDouble(east)
        .putDouble(north)
        .putDouble(height)
        .putFloat((float) scaleMetres)
        .putInt(points)
        .putInt(oneOf)
        .putInt(0);
  }

  static void point(ByteBuffer frame, int x, int y, int z, int label, int intensity) {
    frame
        .putShort((short) x)
        .putShort((short) y)
        .putShort((short) z)
        .put((byte) label)
        .put((byte) intensity);
  }

  /** A frame that is full, as {@link #begin} made its room. */
  static byte[] bytes(ByteBuffer full) {
    byte[] bytes = new byte[full.position()];
    full.flip().get(bytes);
    return bytes;
  }

  /** A copy for one viewer. */
  static byte[] numbered(byte[] frame, int number, int dropped) {
    byte[] copy = frame.clone();
    ByteBuffer.wrap(copy)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(NUMBER_OFFSET, number)
        .putInt(DROPPED_OFFSET, dropped);
    return copy;
  }
}
