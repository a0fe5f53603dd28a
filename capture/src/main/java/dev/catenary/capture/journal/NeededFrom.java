package dev.catenary.capture.journal;

import dev.catenary.durable.WholeFile;
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
 * From which sequence on a later start needs the journal. On the disk with a check; where that does
 * not hold, all is needed. Any thread.
 *
 * <p>There are two: from which on segments are read, which is of use where they are kept; and from
 * which on datagrams are more than a lead for those behind them. All points of those below that are
 * in durable chunks or were counted as lost.
 */
final class NeededFrom {
  /** Nothing is known to be durable. */
  static final long ALL = Long.MIN_VALUE;

  private static final String READ = "needed-from";
  private static final String DONE = "done-below";
  private static final int DIGITS = 19;
  private static final Pattern FORM = Pattern.compile("[0-8][0-9]{18} [0-9a-f]{8}\n");

  private final Path folder;
  private final String file;
  private long sequence;

  private NeededFrom(Path folder, String file, long highest) {
    this.folder = folder;
    this.file = file;
    long found = read(folder.resolve(file));
    // One beyond all there is was not made for these segments.
    this.sequence = found <= highest ? found : ALL;
  }

  /**
   * From which on segments are read, as the run before has left it.
   *
   * @param segments all there are
   */
  static NeededFrom toRead(Path folder, List<Segments.Segment> segments) {
    return new NeededFrom(
        folder, READ, segments.isEmpty() ? ALL : segments.getLast().firstSequence() + 1);
  }

  /**
   * Below which nothing of the datagrams is missing, as the run before has left it.
   *
   * @param segments all there are
   */
  static NeededFrom notDone(Path folder, List<Segments.Segment> segments) {
    return new NeededFrom(
        folder,
        DONE,
        segments.isEmpty() ? ALL : RunNumber.lastOf(segments.getLast().firstSequence()));
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

  /** {@link #ALL} where nothing is known. */
  synchronized long sequence() {
    return sequence;
  }

  /** Nothing before this is needed any more; on the disk when this returns. It never goes down. */
  synchronized void raise(long to) throws IOException {
    if (to <= sequence) {
      return;
    }
    WholeFile.write(folder.resolve(file), line(to));
    sequence = to;
  }
}
