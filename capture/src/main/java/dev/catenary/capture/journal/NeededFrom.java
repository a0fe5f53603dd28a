package dev.catenary.capture.journal;

import dev.catenary.proto.durable.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.tinylog.Logger;

/**
 * From which sequence on a journal that is kept must be read by a later start: segments that begin
 * before it hold nothing that is not durable as chunks. On the disk with a check; where that does
 * not hold, all is read. Any thread.
 */
final class NeededFrom {
  /** Nothing is known to be durable. */
  static final long ALL = Long.MIN_VALUE;

  private static final String FILE = "needed-from";
  private static final int DIGITS = 19;
  private static final Pattern FORM = Pattern.compile("[0-8][0-9]{18} [0-9a-f]{8}\n");

  private final Path folder;
  private long sequence;

  /**
   * Reads what the run before has left.
   *
   * @param segments all there are
   */
  NeededFrom(Path folder, List<Segments.Segment> segments) {
    this.folder = folder;
    long found = read(folder.resolve(FILE));
    // One beyond all there is was not made for these segments.
    boolean theirs = !segments.isEmpty() && found <= segments.getLast().firstSequence() + 1;
    this.sequence = theirs ? found : ALL;
  }

  private static long read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (FORM.matcher(text).matches()) {
        long found = Long.parseLong(text.substring(0, DIGITS));
        if (line(found).equals(text)) {
          return found;
        }
      }
      Logger.warn("raw journal: {} is not what was written; all segments are read", file);
    } catch (NoSuchFileException e) {
      Logger.debug("{}: all segments are read", file);
    } catch (IOException e) {
      Logger.warn("raw journal: {}: {}; all segments are read", file, e.getMessage());
    }
    return ALL;
  }

  private static String line(long sequence) {
    String digits = String.format("%019d", sequence);
    CRC32C crc = new CRC32C();
    crc.update(digits.getBytes(StandardCharsets.US_ASCII));
    return String.format("%s %08x\n", digits, crc.getValue());
  }

  /** {@link #ALL}, or the first sequence of a segment, or one beyond that of the last. */
  synchronized long sequence() {
    return sequence;
  }

  /** Nothing before this is needed any more; on the disk when this returns. It never goes down. */
  synchronized void raise(long to) throws IOException {
    if (to <= sequence) {
      return;
    }
    WholeFile.write(folder.resolve(FILE), line(to));
    sequence = to;
  }
}
