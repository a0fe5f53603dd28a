package dev.catenary.inference.training.cloud;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The public header block of a LAS or LAZ file (ASPRS LAS 1.4 R15, table 3; 1.0 to 1.3 are shorter
 * forms of it), held against the file's own length before anything else of it is believed.
 *
 * @param size bytes of the header itself
 * @param pointsAt where the point records begin
 * @param records how many variable length records stand before them
 * @param format of the points, without the bit that says they are compressed
 * @param recordLength bytes of a point, uncompressed
 * @param points how many there are, by the header
 * @param byReturn how many of each return, as far as the header has places
 * @param scale of x, y and z
 * @param offset of x, y and z
 * @param min of x, y and z
 * @param max of x, y and z
 * @param extendedAt where the extended records begin
 * @param extendedRecords how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record LasHeader(
    int size,
    long pointsAt,
    long records,
    int format,
    boolean compressed,
    int recordLength,
    long points,
    long[] byReturn,
    double[] scale,
    double[] offset,
    double[] min,
    double[] max,
    long extendedAt,
    long extendedRecords) {
  static final int SHORTEST = 227;
  static final int LONGEST = 375;

  /** Least bytes of a point in each format, 0 to 10 (tables 7 to 18). */
  private static final int[] POINT_BYTES = {20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};

  private static final int MINOR_OFFSET = 25;
  private static final int SIZE_OFFSET = 94;
  private static final int POINTS_AT_OFFSET = 96;
  private static final int RECORDS_OFFSET = 100;
  private static final int FORMAT_OFFSET = 104;
  private static final int RECORD_LENGTH_OFFSET = 105;
  private static final int LEGACY_COUNT_OFFSET = 107;
  private static final int LEGACY_RETURNS_OFFSET = 111;
  private static final int SCALE_OFFSET = 131;
  private static final int OFFSET_OFFSET = 155;
  private static final int BOX_OFFSET = 179;
  static final int EXTENDED_AT_OFFSET = 235;
  static final int EXTENDED_COUNT_OFFSET = 243;
  private static final int COUNT_OFFSET = 247;
  private static final int RETURNS_OFFSET = 255;
  private static final int COMPRESSED_BIT = 0x80;
  private static final int NO_FORMAT_BITS = 0xC0;

  /**
   * Reads the header.
   *
   * @param bytes the file's first, little endian, as many as there are up to {@link #LONGEST}
   * @param fileBytes length of the whole file
   * @throws CloudRefused when it is no header, or one of another file than this
   */
  static LasHeader read(ByteBuffer bytes, long fileBytes) throws CloudRefused {
    if (fileBytes < SHORTEST || bytes.limit() < SHORTEST) {
      throw CloudRefused.of(
          fileBytes + " bytes", "a LAS header of " + SHORTEST + " at least", CloudRefused.AGAIN);
    }
    byte[] magic = new byte[4];
    bytes.get(0, magic);
    if (!Arrays.equals(magic, "LASF".getBytes(StandardCharsets.US_ASCII))) {
      throw CloudRefused.of(
          "a file that does not begin with LASF",
          "a LAS or LAZ file",
          "give LAS or LAZ; convert other clouds first");
    }
    int major = bytes.get(MINOR_OFFSET - 1) & 0xFF;
    int minor = bytes.get(MINOR_OFFSET) & 0xFF;
    if (major != 1 || minor > 4) {
      throw CloudRefused.of(
          "LAS version " + major + "." + minor, "1.0 to 1.4", "write the cloud as LAS 1.4");
    }
    int size = bytes.getShort(SIZE_OFFSET) & 0xFFFF;
    int least = minor == 4 ? LONGEST : SHORTEST;
    long pointsAt = bytes.getInt(POINTS_AT_OFFSET) & 0xFFFF_FFFFL;
    if (size < least || bytes.limit() < least || pointsAt < size) {
      throw CloudRefused.of(
          "a header of " + size + " bytes and points from byte " + pointsAt,
          "a header of " + least + " at least, and the points after it",
          CloudRefused.AGAIN);
    }
    boolean long64 = minor == 4;
    int formatByte = bytes.get(FORMAT_OFFSET) & 0xFF;
    int format = formatByte & ~NO_FORMAT_BITS;
    LasHeader header =
        new LasHeader(
            size,
            pointsAt,
            bytes.getInt(RECORDS_OFFSET) & 0xFFFF_FFFFL,
            format,
            (formatByte & COMPRESSED_BIT) != 0,
            bytes.getShort(RECORD_LENGTH_OFFSET) & 0xFFFF,
            count(bytes, long64),
            byReturn(bytes, long64),
            three(bytes, SCALE_OFFSET, 8),
            three(bytes, OFFSET_OFFSET, 8),
            three(bytes, BOX_OFFSET + 8, 16),
            three(bytes, BOX_OFFSET, 16),
            long64 ? bytes.getLong(EXTENDED_AT_OFFSET) : 0,
            long64 ? bytes.getInt(EXTENDED_COUNT_OFFSET) & 0xFFFF_FFFFL : 0);
    header.check(formatByte, fileBytes);
    return header;
  }

  private static long count(ByteBuffer bytes, boolean long64) throws CloudRefused {
    long legacy = bytes.getInt(LEGACY_COUNT_OFFSET) & 0xFFFF_FFFFL;
    long count = long64 ? bytes.getLong(COUNT_OFFSET) : legacy;
    if (long64 && legacy != 0 && count != 0 && legacy != count) {
      throw CloudRefused.of(
          "a header that counts " + count + " points and " + legacy + " points",
          "one count",
          CloudRefused.AGAIN);
    }
    return count == 0 ? legacy : count;
  }

  private static long[] byReturn(ByteBuffer bytes, boolean long64) {
    long[] counts = new long[long64 ? 15 : 5];
    long sum = 0;
    for (int i = 0; long64 && i < counts.length; i++) {
      counts[i] = bytes.getLong(RETURNS_OFFSET + 8 * i);
      sum |= counts[i];
    }
    if (sum == 0) {
      counts = new long[5];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = bytes.getInt(LEGACY_RETURNS_OFFSET + 4 * i) & 0xFFFF_FFFFL;
      }
    }
    return counts;
  }

  private static double[] three(ByteBuffer bytes, int at, int step) {
    return new double[] {
      bytes.getDouble(at), bytes.getDouble(at + step), bytes.getDouble(at + 2 * step)
    };
  }

  private void check(int formatByte, long fileBytes) throws CloudRefused {
    if (format >= POINT_BYTES.length) {
      throw CloudRefused.of(
          "point format " + formatByte, "0 to 10, plain or compressed", CloudRefused.AGAIN);
    }
    if (recordLength < POINT_BYTES[format]) {
      throw CloudRefused.of(
          "points of " + recordLength + " bytes in format " + format,
          POINT_BYTES[format] + " bytes at least",
          CloudRefused.AGAIN);
    }
    if (points <= 0) {
      throw CloudRefused.of(
          "a header that counts " + points + " points",
          "one point at least",
          "the writer was perhaps stopped before its end: write the file once more");
    }
    for (int axis = 0; axis < 3; axis++) {
      if (!(Math.abs(scale[axis]) > 0)
          || !Double.isFinite(scale[axis])
          || !Double.isFinite(offset[axis])
          || !(min[axis] <= max[axis])
          || !Double.isFinite(max[axis] - min[axis])) {
        throw CloudRefused.of(
            String.format(
                Locale.ROOT,
                "in the header for %s scale %s, offset %s, from %s to %s",
                "xyz".charAt(axis),
                scale[axis],
                offset[axis],
                min[axis],
                max[axis]),
            "finite numbers, a scale other than 0 and the least before the greatest",
            CloudRefused.HEADER);
      }
    }
    if (pointsAt > fileBytes) {
      throw CloudRefused.cut(0, points, "its points begin at byte " + pointsAt, fileBytes);
    }
  }

  /** The coordinate of a raw number on an axis, in the file's own unit. */
  double coordinate(int axis, int raw) {
    return raw * scale[axis] + offset[axis];
  }
}
