package dev.catenary.uplink.laz;

import dev.catenary.proto.zone.Zone;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The public header block and the variable length records before the points.
 *
 * <p>Source: LAS 1.4 R15, tables 3 (header), 5 (record header) and 24 (extra bytes); the LASzip
 * record as its readers take it.
 */
final class LazHeader {
  static final double SCALE = 0.001;

  static final int HEADER_LENGTH = 375;
  static final int RECORD_HEADER_LENGTH = 54;
  static final int LASZIP_LENGTH = 46;
  static final int EXTRA_BYTES_LENGTH = 192;
  static final int GPS_STANDARD_TIME_AND_WKT = 0x11;
  static final int FORMAT_6_COMPRESSED = 6 | 0x80;
  static final int RETURNS = 15;
  private static final int UINT8 = 1;
  private static final int HAS_SCALE = 1 << 3;

  private final LazMetadata metadata;
  private final byte[] wkt;
  private final long[] pointsByReturn = new long[RETURNS];

  LazHeader(LazMetadata metadata) {
    this.metadata = metadata;
    this.wkt = metadata.wkt().getBytes(StandardCharsets.UTF_8);
  }

  /** Appends all that comes before the points. */
  void write(Zone zone, LocalDate day, LazBuffer out) {
    int records = RECORD_HEADER_LENGTH * 3 + LASZIP_LENGTH + 2 * EXTRA_BYTES_LENGTH;
    out.text("LASF", 4).u16(metadata.origin().fileSourceId()).u16(GPS_STANDARD_TIME_AND_WKT);
    projectId(out);
    out.u8(1)
        .u8(4)
        .text(metadata.origin().system(), 32)
        .text("Catenary " + metadata.softwareVersion(), 32)
        .u16(day.getDayOfYear())
        .u16(day.getYear())
        .u16(HEADER_LENGTH)
        .u32(HEADER_LENGTH + records + wkt.length + 1)
        .u32(3)
        .u8(FORMAT_6_COMPRESSED)
        .u16(LayeredChunkEncoder.POINT_LENGTH + LayeredChunkEncoder.EXTRA_BYTES)
        .zeros(4 + 5 * 4)
        .f64(SCALE)
        .f64(SCALE)
        .f64(SCALE)
        .f64(zone.id.originEastingMetres())
        .f64(zone.id.originNorthingMetres())
        .f64(0);
    bounds(zone, out);
    out.zeros(8 + 8 + 4).u64(zone.size);
    countReturns(zone);
    for (long points : pointsByReturn) {
      out.u64(points);
    }
    laszipRecord(LayeredChunkEncoder.CHUNK_POINTS, out);
    wktRecord(wkt, out);
    extraBytesRecord(out);
  }

  /** Table 3, "Project ID - GUID data 1" to 4: numbers of 4, 2 and 2 bytes, then 8 bytes. */
  private void projectId(LazBuffer out) {
    UUID id = metadata.origin().projectId();
    long high = id.getMostSignificantBits();
    long low = Long.reverseBytes(id.getLeastSignificantBits());
    out.u32((int) (high >>> 32)).u16((int) (high >>> 16) & 0xFFFF).u16((int) high & 0xFFFF);
    out.u64(low);
  }

  private static void bounds(Zone zone, LazBuffer out) {
    bound(zone.xMillimetres, zone.size, zone.id.originEastingMetres(), out);
    bound(zone.yMillimetres, zone.size, zone.id.originNorthingMetres(), out);
    bound(zone.zMillimetres, zone.size, 0, out);
  }

  private static void bound(int[] values, int size, double offset, LazBuffer out) {
    int min = size == 0 ? 0 : Integer.MAX_VALUE;
    int max = size == 0 ? 0 : Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    out.f64(max * SCALE + offset).f64(min * SCALE + offset);
  }

  private void countReturns(Zone zone) {
    java.util.Arrays.fill(pointsByReturn, 0);
    for (int i = 0; i < zone.size; i++) {
      int number = zone.lasReturns[i] & 0xF;
      if (number > 0) {
        pointsByReturn[number - 1]++;
      }
    }
  }

  static void record(String user, int id, int length, String text, LazBuffer out) {
    out.u16(0).text(user, 16).u16(id).u16(length).text(text, 32);
  }

  /**
   * @param chunkPoints of each chunk; -1 where each has its own number
   */
  static void laszipRecord(int chunkPoints, LazBuffer out) {
    record("laszip encoded", 22_204, LASZIP_LENGTH, "LASzip 3 layered chunks", out);
    int layeredChunks = 3;
    int anywhere = -1;
    out.u16(layeredChunks)
        .u16(0)
        .u8(3)
        .u8(4)
        .u16(0)
        .u32(0)
        .u32(chunkPoints)
        .u64(anywhere)
        .u64(anywhere)
        .u16(2);
    int point14 = 10;
    int byte14 = 14;
    out.u16(point14).u16(LayeredChunkEncoder.POINT_LENGTH).u16(3);
    out.u16(byte14).u16(LayeredChunkEncoder.EXTRA_BYTES).u16(3);
  }

  static void wktRecord(byte[] wkt, LazBuffer out) {
    record("LASF_Projection", 2_112, wkt.length + 1, "OGC WKT", out);
    out.put(wkt, wkt.length).u8(0);
  }

  /** True for the record that {@link #laszipRecord} writes into the files of zones. */
  static boolean isLaszipRecord(ByteBuffer file, int at, int length) {
    LazBuffer own = new LazBuffer();
    laszipRecord(LayeredChunkEncoder.CHUNK_POINTS, own);
    return isSame(own, file, at, length);
  }

  /** True for the record that {@link #extraBytesRecord} writes. */
  static boolean isExtraBytesRecord(ByteBuffer file, int at, int length) {
    LazBuffer own = new LazBuffer();
    extraBytesRecord(own);
    return isSame(own, file, at, length);
  }

  private static boolean isSame(LazBuffer own, ByteBuffer file, int at, int length) {
    ByteBuffer body = own.written().position(RECORD_HEADER_LENGTH);
    return body.equals(file.duplicate().position(at).limit(at + length));
  }

  static void extraBytesRecord(LazBuffer out) {
    record("LASF_Spec", 4, 2 * EXTRA_BYTES_LENGTH, "Extra bytes", out);
    out.zeros(2).u8(UINT8).u8(HAS_SCALE).text("confidence", 32).zeros(4 + 3 * 24);
    out.f64(1 / 255.0).zeros(16 + 24).text("classifier, 0 to 1", 32);
    out.zeros(2).u8(UINT8).u8(0).text("ring", 32).zeros(4 + 5 * 24).text("laser or pixel row", 32);
  }
}
