package dev.catenary.uplink.spool;

import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Reads the log of receipts from where it was read last, also over a restart, for who tells others
 * of them. The log's two files hold the last 16,000; what is older and was not told is counted. One
 * thread reads.
 */
public final class ReceiptTail {
  /** The check of the line that was kept last. */
  static final String CURSOR = "receipts.told";

  /** Check, seal number and more: less than any line has. */
  private static final int HEAD_BYTES = 32;

  private final SpoolFolder folder;
  private final Path file;
  private final Path old;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private String cursor;

  /** Ordinal of the receipt at the cursor; 0 for none, -1 where an older build has kept it. */
  private long cursorOrdinal;

  private long nextOrdinal = 1;
  private long oldestOrdinal;
  private long untold;
  private @Nullable String reading;
  private long offset;

  /**
   * One receipt as it stands in the log.
   *
   * @param ordinal place among all receipts that the log has ever had, from 1
   * @param check of the line: its name
   * @param proof name of {@link Proof}
   * @param location store and key
   */
  public record Line(
      long ordinal,
      String check,
      long sealNumber,
      String chunkId,
      ZoneId zone,
      long lastSequence,
      String sha256,
      String proof,
      String etag,
      String location,
      Instant at) {}

  ReceiptTail(SpoolFolder folder) {
    this.folder = folder;
    this.file = folder.path(SpoolNames.RECEIPTS);
    this.old = folder.path(SpoolNames.RECEIPTS_OLD);
    String[] kept = kept(folder).split(" ", -1);
    this.cursor = kept[0];
    this.cursorOrdinal =
        kept.length == 2 && kept[1].matches("[0-9]{1,18}")
            ? Long.parseLong(kept[1])
            : cursor.isEmpty() ? 0 : -1;
  }

  private static String kept(SpoolFolder folder) {
    try {
      byte[] kept = folder.readOrNull(CURSOR);
      return kept == null ? "" : new String(kept, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      Logger.warn("{} cannot be read: {}; all receipts are told again", CURSOR, e.toString());
      return "";
    }
  }

  /** The receipt behind the one that was given last; null when there is none yet. */
  public @Nullable Line next() throws IOException {
    if (ahead.isEmpty()) {
      read();
    }
    return ahead.poll();
  }

  /**
   * That this receipt and all before it need not be given again. Forced to the disk; where that
   * fails, it holds until a restart.
   */
  public void keep(Line told) throws IOException {
    cursor = name(told);
    cursorOrdinal = told.ordinal();
    keepCursor();
  }

  private void keepCursor() throws IOException {
    String text = cursor + " " + cursorOrdinal;
    folder.appear(CURSOR, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Number that has gone from the log without being told, since this was asked last. */
  public long takeUntold() {
    long now = untold;
    untold = 0;
    return now;
  }

  /** Goes back to the one behind the last that was kept. */
  public void rewind() {
    ahead.clear();
    reading = null;
  }

  private static String name(Line line) {
    return line.check() + "-" + line.sealNumber();
  }

  private void read() throws IOException {
    if (reading == null) {
      begin();
      return;
    }
    if (size(file) == offset) {
      return;
    }
    String now = head(file);
    if (!reading.equals(now)) {
      if (now == null) {
        return;
      }
      if (!reading.equals(head(old))) {
        // Filled and renamed twice since: where we are is known by the line alone.
        begin();
        return;
      }
      take(old);
      reading = now;
      offset = 0;
    }
    take(file);
  }

  /** From the line behind the one that was kept; from the oldest where that one is not there. */
  private void begin() throws IOException {
    String before;
    String now;
    do {
      rewind();
      nextOrdinal = 1;
      oldestOrdinal = 0;
      before = head(old);
      offset = 0;
      take(old);
      offset = 0;
      now = head(file);
      take(file);
      // Where it was filled and renamed meanwhile, its lines were in neither.
    } while (!Objects.equals(before, head(old)));
    reading = now;
    boolean there = ahead.stream().anyMatch(line -> name(line).equals(cursor));
    for (boolean told = there; told; ) {
      Line line = ahead.removeFirst();
      told = !name(line).equals(cursor);
      if (!told) {
        cursorOrdinal = line.ordinal();
      }
    }
    if (!there && oldestOrdinal > 0) {
      countGone();
    }
  }

  /** Between the cursor and the oldest receipt that is there. */
  private void countGone() throws IOException {
    long gone = oldestOrdinal - 1 - Math.max(0, cursorOrdinal);
    if (cursorOrdinal >= 0 && gone > 0) {
      untold += gone;
    } else if (cursorOrdinal < 0) {
      // An older build has not kept how far it was: at least one is gone, or the cursor were there.
      untold++;
    }
    if (gone > 0 || cursorOrdinal < 0) {
      cursor = "-";
      cursorOrdinal = oldestOrdinal - 1;
      keepCursor();
    }
  }

  /**
   * The beginning of a file's first line, which no other has; null where it is not there yet. The
   * file's number on the disk would not do: it is given again once the older log is gone.
   */
  private static @Nullable String head(Path path) throws IOException {
    if (size(path) < HEAD_BYTES) {
      return null;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD_BYTES);
      return new String(head, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static long size(Path path) throws IOException {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** The whole lines from the offset on; a line that is still being written waits. */
  private void take(Path path) throws IOException {
    if (size(path) <= offset) {
      return;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(offset);
      bytes = in.readAllBytes();
    }
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        take(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    offset += from;
  }

  private void take(String text) {
    long ordinal = ReceiptLine.ordinal(text);
    if (ordinal > 0) {
      nextOrdinal = ordinal;
    } else if (!text.isEmpty() && !ReceiptLine.isSequences(text)) {
      oldestOrdinal = oldestOrdinal == 0 ? nextOrdinal : oldestOrdinal;
      Line line = parse(nextOrdinal, text);
      nextOrdinal++;
      if (line != null) {
        ahead.add(line);
      }
    }
  }

  /** Layout: docs/spool.md. Null for a line that is no receipt as it was written. */
  static @Nullable Line parse(long ordinal, String text) {
    ReceiptLine line = ReceiptLine.parse(text);
    if (line == null || line.isSequences()) {
      return null;
    }
    List<String> fields = line.fields();
    try {
      return new Line(
          ordinal,
          line.check(),
          line.sealNumber(),
          line.chunkId(),
          line.zone(),
          line.lastSequence(),
          line.sha256(),
          fields.get(9),
          fields.get(10),
          fields.get(11),
          Instant.parse(fields.get(12)));
    } catch (DateTimeException e) {
      Logger.warn("a receipt with a good check cannot be understood: {}", e.getMessage());
      return null;
    }
  }
}
