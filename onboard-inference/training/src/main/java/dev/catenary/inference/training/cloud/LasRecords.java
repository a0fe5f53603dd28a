package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variable length records of a file that we need: of its map frame, and of how it is
 * compressed. Every length is held against the file's before it is followed.
 */
final class LasRecords {
  static final String FRAME = "LASF_Projection";
  static final String LASZIP = "laszip encoded";
  private static final int HEAD = 54;
  private static final int EXTENDED_HEAD = 60;
  private static final int USER_OFFSET = 2;
  private static final int USER_BYTES = 16;
  private static final int ID_OFFSET = 18;
  private static final int LENGTH_OFFSET = 20;

  /** No WKT and no keys of a frame are near this. */
  private static final int DATA_BYTES_MAX = 1 << 20;

  /** A file may have thousands of its own; each is looked at. */
  private static final int EXTENDED_MAX = 100_000;

  private final List<Entry> entries = new ArrayList<>();

  /**
   * One record.
   *
   * @param data what follows its head, little endian
   */
  record Entry(String user, int id, ByteBuffer data) {}

  private LasRecords() {}

  static LasRecords read(FileChannel file, LasHeader header) throws IOException {
    LasRecords records = new LasRecords();
    records.readPlain(file, header);
    records.readExtended(file, header);
    return records;
  }

  private void readPlain(FileChannel file, LasHeader header) throws IOException {
    long at = header.size();
    for (long i = 0; i < header.records(); i++) {
      ByteBuffer head = at + HEAD > header.pointsAt() ? null : bytes(file, at, HEAD);
      int length = head == null ? 0 : head.getShort(LENGTH_OFFSET) & 0xFFFF;
      if (head == null || at + HEAD + length > header.pointsAt()) {
        throw CloudRefused.of(
            "room for " + i + " of " + header.records() + " variable length records",
            "all of them between the header and the points",
            CloudRefused.AGAIN);
      }
      keep(file, head, at + HEAD, length);
      at += HEAD + length;
    }
  }

  private void readExtended(FileChannel file, LasHeader header) throws IOException {
    long at = header.extendedAt();
    for (long i = 0; i < header.extendedRecords(); i++) {
      boolean inside = at >= header.pointsAt() && at <= file.size() - EXTENDED_HEAD;
      ByteBuffer head = inside ? bytes(file, at, EXTENDED_HEAD) : null;
      long length = head == null ? 0 : head.getLong(LENGTH_OFFSET);
      if (head == null || length < 0 || length > file.size() - at - EXTENDED_HEAD) {
        throw CloudRefused.of(
            "the file's end at byte " + file.size() + " within extended record " + (i + 1),
            header.extendedRecords() + " such records, the first at byte " + header.extendedAt(),
            CloudRefused.AGAIN);
      }
      if (i >= EXTENDED_MAX) {
        throw CloudRefused.of(
            header.extendedRecords() + " extended records",
            EXTENDED_MAX + " at most",
            CloudRefused.AGAIN);
      }
      keep(file, head, at + EXTENDED_HEAD, length);
      at += EXTENDED_HEAD + length;
    }
  }

  private void keep(FileChannel file, ByteBuffer head, long dataAt, long length)
      throws IOException {
    byte[] name = new byte[USER_BYTES];
    head.get(USER_OFFSET, name);
    String user = new String(name, StandardCharsets.ISO_8859_1);
    int end = user.indexOf('\0');
    user = end < 0 ? user : user.substring(0, end);
    int id = head.getShort(ID_OFFSET) & 0xFFFF;
    if (!user.equals(FRAME) && !user.equals(LASZIP)) {
      return;
    }
    if (length > DATA_BYTES_MAX) {
      throw CloudRefused.of(
          "a record " + user + " " + id + " of " + length + " bytes",
          DATA_BYTES_MAX + " at most",
          CloudRefused.AGAIN);
    }
    entries.add(new Entry(user, id, bytes(file, dataAt, (int) length)));
  }

  /** All of the map frame's. */
  List<Entry> ofFrame() {
    return entries.stream().filter(entry -> entry.user().equals(FRAME)).toList();
  }

  /** Record on how the points are compressed; null without it. */
  @Nullable Entry ofCompression() {
    return entries.stream().filter(entry -> entry.user().equals(LASZIP)).findFirst().orElse(null);
  }

  /** Bytes of the file from a place on. */
  static ByteBuffer bytes(FileChannel file, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }
}
