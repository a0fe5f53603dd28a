package dev.catenary.simulator.truth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Header and variable length records of a LAS 1.4 file of point format 6 with the truth's extra
 * bytes; gathers counts and bounds while points are written.
 *
 * <p>Source: ASPRS LAS 1.4 R15, tables 3, 15, 24.
 */
final class LasHeader {
  static final int POINT_LENGTH = 30 + 1 + 4 + 4;
  static final double SCALE_METRES = 0.001;

  private static final int HEADER_LENGTH = 375;
  private static final int VLR_HEADER_LENGTH = 54;
  private static final int EXTRA_LENGTH = 192;
  private static final int GPS_TIME_ADJUSTED = 1;
  private static final int CRS_IS_WKT = 16;
  private static final byte POINT_FORMAT = 6;
  private static final int UNSIGNED_CHAR = 1;
  private static final int UNSIGNED_LONG = 5;
  private static final int FLOAT = 9;
  private static final int RETURNS = 15;
  private static final int RECORD_WKT = 2112;
  private static final int RECORD_EXTRA_BYTES = 4;

  private final byte[] wkt;
  private final double[] offset;
  private final int dayOfYear;
  private final int year;
  private final long[] byReturn = new long[RETURNS];
  private final int[] min = new int[3];
  private final int[] max = new int[3];
  private long points;

  /**
   * @param offset of the point records' coordinates, metres
   */
  LasHeader(String wkt, double[] offset, int year, int dayOfYear) {
    this.wkt = (wkt + "\0").getBytes(StandardCharsets.UTF_8);
    this.offset = offset.clone();
    this.year = year;
    this.dayOfYear = dayOfYear;
    Arrays.fill(min, Integer.MAX_VALUE);
    Arrays.fill(max, Integer.MIN_VALUE);
  }

  /** A coordinate as the point record holds it. */
  int scaled(int axis, double metres) {
    int scaled = (int) Math.round((metres - offset[axis]) / SCALE_METRES);
    min[axis] = Math.min(min[axis], scaled);
    max[axis] = Math.max(max[axis], scaled);
    return scaled;
  }

  void count(int returnNumber) {
    points++;
    byReturn[returnNumber - 1]++;
  }

  long points() {
    return points;
  }

  int length() {
    return HEADER_LENGTH + 2 * VLR_HEADER_LENGTH + wkt.length + 3 * EXTRA_LENGTH;
  }

  byte[] bytes() {
    ByteBuffer h = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    h.put(ascii("LASF", 4)).putShort((short) 0);
    h.putShort((short) (GPS_TIME_ADJUSTED | CRS_IS_WKT)).put(new byte[16]);
    h.put((byte) 1).put((byte) 4).put(ascii("catenary", 32)).put(ascii("catenary simulator", 32));
    h.putShort((short) dayOfYear).putShort((short) year).putShort((short) HEADER_LENGTH);
    h.putInt(length()).putInt(2).put(POINT_FORMAT).putShort((short) POINT_LENGTH);
    h.put(new byte[24]);
    for (int axis = 0; axis < 3; axis++) {
      h.putDouble(SCALE_METRES);
    }
    for (int axis = 0; axis < 3; axis++) {
      h.putDouble(offset[axis]);
    }
    for (int axis = 0; axis < 3; axis++) {
      h.putDouble(points == 0 ? 0 : offset[axis] + max[axis] * SCALE_METRES);
      h.putDouble(points == 0 ? 0 : offset[axis] + min[axis] * SCALE_METRES);
    }
    h.putLong(0).putLong(0).putInt(0).putLong(points);
    for (long count : byReturn) {
      h.putLong(count);
    }
    vlr(h, "LASF_Projection", RECORD_WKT, wkt.length, "OGC WKT of the map frame");
    h.put(wkt);
    vlr(h, "LASF_Spec", RECORD_EXTRA_BYTES, 3 * EXTRA_LENGTH, "Extra bytes");
    extra(h, UNSIGNED_CHAR, "ring", "beam of the sensor");
    extra(h, UNSIGNED_LONG, "object", "thing in the scene, 0 ground");
    extra(h, FLOAT, "range_error", "range less true range, m");
    return h.array();
  }

  private static void vlr(ByteBuffer h, String user, int record, int length, String what) {
    h.putShort((short) 0).put(ascii(user, 16)).putShort((short) record).putShort((short) length);
    h.put(ascii(what, 32));
  }

  private static void extra(ByteBuffer h, int type, String name, String what) {
    h.putShort((short) 0).put((byte) type).put((byte) 0).put(ascii(name, 32));
    h.put(new byte[124]).put(ascii(what, 32));
  }

  private static byte[] ascii(String text, int length) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
  }
}
