package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Uncompressed points of formats 0 to 10 (LAS 1.4 R15, tables 7 to 18). */
final class PlainPoints implements PointSource {
  private static final int RECORDS_AT_ONCE = 4_096;
  private static final int Y_OFFSET = 4;
  private static final int Z_OFFSET = 8;
  private static final int INTENSITY_OFFSET = 12;
  private static final int RETURNS_OFFSET = 14;
  private static final int CLASS_OFFSET = 15;
  private static final int LATER_CLASS_OFFSET = 16;
  private static final int FIRST_LATER_FORMAT = 6;

  private final FileChannel file;
  private final LasHeader header;
  private final ByteBuffer buffer;
  private long left;
  private long at;

  /**
   * Over a file whose header was read.
   *
   * @throws CloudRefused when the file has not the room for the points it claims
   */
  PlainPoints(FileChannel file, LasHeader header) throws IOException {
    this.file = file;
    this.header = header;
    this.left = header.points();
    this.at = header.pointsAt();
    long end = header.extendedRecords() > 0 ? header.extendedAt() : file.size();
    long room = Math.max(0, end - at) / header.recordLength();
    if (room < header.points()) {
      throw CloudRefused.cut(
          room,
          header.points(),
          "they begin at byte " + at + " and have " + header.recordLength() + " bytes each",
          file.size());
    }
    buffer =
        ByteBuffer.allocate(RECORDS_AT_ONCE * header.recordLength())
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
  }

  @Override
  public boolean next(LasPoint point) throws IOException {
    if (left == 0 || (!buffer.hasRemaining() && !fill())) {
      return false;
    }
    int from = buffer.position();
    int packed = buffer.get(from + RETURNS_OFFSET);
    point.x = buffer.getInt(from);
    point.y = buffer.getInt(from + Y_OFFSET);
    point.z = buffer.getInt(from + Z_OFFSET);
    point.intensity = buffer.getChar(from + INTENSITY_OFFSET);
    if (header.format() < FIRST_LATER_FORMAT) {
      point.returnNumber = packed & 0x7;
      point.returns = packed >> 3 & 0x7;
      point.classification = buffer.get(from + CLASS_OFFSET) & 0x1F;
    } else {
      point.returnNumber = packed & 0xF;
      point.returns = packed >> 4 & 0xF;
      point.classification = buffer.get(from + LATER_CLASS_OFFSET) & 0xFF;
    }
    buffer.position(from + header.recordLength());
    left--;
    return true;
  }

  private boolean fill() throws IOException {
    int records = (int) Math.min(left, RECORDS_AT_ONCE);
    buffer.clear().limit(records * header.recordLength());
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    buffer.flip();
    return true;
  }

  @Override
  public void close() {}
}
