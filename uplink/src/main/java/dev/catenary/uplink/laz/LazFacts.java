package dev.catenary.uplink.laz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts that the header of one of our LAZ files tells, each checked against the others and against
 * the length of the file.
 *
 * @param system maker and model of the sensor
 * @param projectLow the first eight bytes of the project's GUID, as they stand
 * @param projectHigh the other eight
 * @param offset of x, y and z
 * @param min lowest x, y and z
 * @param max highest x, y and z
 * @param wkt the map frame
 */
record LazFacts(
    int fileSourceId,
    long projectLow,
    long projectHigh,
    String system,
    long points,
    MapPoint offset,
    MapPoint min,
    MapPoint max,
    List<Long> pointsByReturn,
    int pointsAt,
    String wkt) {
  private static final int HEADER_LENGTH = 375;
  private static final int RECORD_HEADER_LENGTH = 54;
  private static final int RETURNS = 15;

  LazFacts {
    pointsByReturn = List.copyOf(pointsByReturn);
  }

  /**
   * Reads the header and the records behind it.
   *
   * @param file all of it, from its first byte, little-endian
   * @throws LazRefused naming the field
   */
  static LazFacts read(ByteBuffer file) throws LazRefused {
    int length = file.limit();
    expect(length >= HEADER_LENGTH, "length of the file", length, "at least " + HEADER_LENGTH);
    expect(text(file, 0, 4).equals("LASF"), "file signature", text(file, 0, 4), "LASF");
    expectIs("global encoding", u16(file, 6), LazHeader.GPS_STANDARD_TIME_AND_WKT);
    expectIs("version", file.get(24) << 8 | file.get(25), 1 << 8 | 4);
    expectIs("header size", u16(file, 94), HEADER_LENGTH);
    expectIs("point data record format", file.get(104) & 0xFF, LazHeader.FORMAT_6_COMPRESSED);
    int record = LayeredChunkEncoder.POINT_LENGTH + LayeredChunkEncoder.EXTRA_BYTES;
    expectIs("point data record length", u16(file, 105), record);
    for (int at = 107; at < 131; at += 4) {
      expectIs("legacy number of points", file.getInt(at), 0);
    }
    double[] offset = new double[3];
    double[] min = new double[3];
    double[] max = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double scale = file.getDouble(131 + 8 * axis);
      expect(scale == LazHeader.SCALE, "scale factor", scale, "0.001");
      offset[axis] = file.getDouble(155 + 8 * axis);
      max[axis] = file.getDouble(179 + 16 * axis);
      min[axis] = file.getDouble(187 + 16 * axis);
      expect(Double.isFinite(offset[axis]), "offset", offset[axis], "a number");
      boolean isBox = min[axis] <= max[axis] && Double.isFinite(max[axis] - min[axis]);
      expect(isBox, "least and most coordinate", min[axis] + " and " + max[axis], "in order");
    }
    expect(file.getLong(227) == 0, "start of waveform data", file.getLong(227), "0");
    long points = file.getLong(247);
    expect(points >= 0 && points <= Integer.MAX_VALUE, "number of points", points, "0 to 2^31");
    List<Long> byReturn = new ArrayList<>();
    for (int i = 0; i < RETURNS; i++) {
      byReturn.add(file.getLong(255 + 8 * i));
    }
    long pointsAt = file.getInt(96) & 0xFFFF_FFFFL;
    expect(pointsAt <= length - 8L, "offset to point data", pointsAt, "within the file");
    return new LazFacts(
        u16(file, 4),
        file.getLong(8),
        file.getLong(16),
        text(file, 26, 32),
        points,
        MapPoint.of(offset),
        MapPoint.of(min),
        MapPoint.of(max),
        byReturn,
        (int) pointsAt,
        wkt(file, (int) pointsAt));
  }

  /** Goes through the records; those that decide how points are read must be ours. */
  private static String wkt(ByteBuffer file, int pointsAt) throws LazRefused {
    String wkt = "";
    boolean isLaszip = false;
    boolean isDescribed = false;
    long at = HEADER_LENGTH;
    for (long record = file.getInt(100) & 0xFFFF_FFFFL; record > 0; record--) {
      expect(at + RECORD_HEADER_LENGTH <= pointsAt, "number of records", record, "room for them");
      String user = text(file, (int) at + 2, 16);
      int id = u16(file, (int) at + 18);
      int length = u16(file, (int) at + 20);
      int body = (int) at + RECORD_HEADER_LENGTH;
      at = (long) body + length;
      expect(at <= pointsAt, "length of a record", length, "an end before the points");
      if (user.equals("LASF_Projection") && id == 2_112) {
        wkt = text(file, body, length);
      } else if (user.equals("laszip encoded") && id == 22_204) {
        isLaszip = LazHeader.isLaszipRecord(file, body, length);
      } else if (user.equals("LASF_Spec") && id == 4) {
        isDescribed = LazHeader.isExtraBytesRecord(file, body, length);
      }
    }
    expect(at == pointsAt, "offset to point data", pointsAt, "the records' end at " + at);
    expect(isLaszip, "LASzip's record", "none of ours", "layered chunks of 50,000 points");
    expect(isDescribed, "record of extra bytes", "none of ours", "confidence and ring");
    expect(!wkt.isEmpty(), "map frame", "none", "OGC WKT in a record 2112");
    return wkt;
  }

  private static void expectIs(String field, int found, int expected) throws LazRefused {
    expect(found == expected, field, found, Integer.toString(expected));
  }

  static void expect(boolean isSo, String field, Object found, String expected) throws LazRefused {
    if (!isSo) {
      throw new LazRefused(
          "found "
              + field
              + " "
              + found
              + ", expected "
              + expected
              + "; cure: take the file again");
    }
  }

  private static int u16(ByteBuffer file, int at) {
    return file.getShort(at) & 0xFFFF;
  }

  private static String text(ByteBuffer file, int at, int length) {
    byte[] bytes = new byte[length];
    file.get(at, bytes);
    int end = 0;
    while (end < length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
