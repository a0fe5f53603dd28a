package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Compression of a LAZ file by its records, held against its length. */
final class LazLayout {
  private static final int CHUNK_SIZE_OFFSET = 12;
  private static final int ITEMS_OFFSET = 32;
  private static final int ITEMS_AT = 34;
  private static final int ITEM_BYTES = 6;
  private static final int POINTWISE = 1;
  private static final long UNKNOWN_TABLE = -1;
  private static final long VARIABLE = 0xFFFF_FFFFL;

  private LazLayout() {}

  static void check(FileChannel file, LasHeader header, ByteBuffer record) throws IOException {
    int items = record.limit() < ITEMS_AT ? 0 : record.getShort(ITEMS_OFFSET) & 0xFFFF;
    int bytes = 0;
    for (int i = 0; i < items && ITEMS_AT + (i + 1) * ITEM_BYTES <= record.limit(); i++) {
      bytes += record.getShort(ITEMS_AT + i * ITEM_BYTES + 2) & 0xFFFF;
    }
    if (items == 0 || bytes != header.recordLength()) {
      throw CloudRefused.of(
          "a record of compression for points of " + bytes + " bytes",
          "one for the header's " + header.recordLength(),
          CloudRefused.AGAIN);
    }
    if ((record.getShort(0) & 0xFFFF) == POINTWISE) {
      return;
    }
    long chunkPoints = record.getInt(CHUNK_SIZE_OFFSET) & 0xFFFF_FFFFL;
    long tableAt = at(file, header.pointsAt());
    if (tableAt == UNKNOWN_TABLE) {
      tableAt = at(file, file.size() - Long.BYTES);
    }
    ByteBuffer head = LasRecords.bytes(file, Math.max(0, tableAt), 2 * Integer.BYTES);
    if (tableAt < header.pointsAt() + Long.BYTES || head.limit() < 2 * Integer.BYTES) {
      throw CloudRefused.cut(
          0,
          header.points(),
          "the table of their compressed chunks should be at byte " + tableAt,
          file.size());
    }
    long chunks = head.getInt(Integer.BYTES) & 0xFFFF_FFFFL;
    long expected =
        chunkPoints == 0 || chunkPoints == VARIABLE
            ? chunks
            : (header.points() + chunkPoints - 1) / chunkPoints;
    if (head.getInt(0) != 0 || chunks != expected) {
      throw CloudRefused.of(
          "a table of " + chunks + " compressed chunks",
          expected + " for " + header.points() + " points",
          CloudRefused.AGAIN);
    }
  }

  private static long at(FileChannel file, long place) throws IOException {
    ByteBuffer number = LasRecords.bytes(file, Math.max(0, place), Long.BYTES);
    return number.limit() < Long.BYTES ? 0 : number.getLong(0);
  }
}
