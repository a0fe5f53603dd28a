package dev.catenary.capture.journal;

import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Counts the runs on one data folder, so that no sequence is given to two datagrams: neither after
 * a power cut took the journal's last interval, nor after a journal was released as a whole. What
 * is durable of a zone is known by sequence; one given twice would make new points look old.
 */
public final class RunNumber {
  private static final String FILE = "run-number";

  /** Datagrams of one run: at a million a second, enough for twelve days. */
  private static final int SEQUENCE_BITS = 40;

  /** A bad sector costs one of them. */
  private static final int COPIES = 2;

  private static final Pattern COPY = Pattern.compile("(?<![0-9])([0-9]{1,6}) [0-9a-f]{8}");

  private RunNumber() {}

  /**
   * Begins a run; on the disk when this returns.
   *
   * @param folder the data folder; made when it is not there
   * @return the sequence before the run's first, beyond those of all runs before
   */
  public static long begin(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    boolean first = !Files.exists(file);
    long run = 1 + (first ? 0 : read(file));
    WholeFile.write(folder.resolve(FILE), line(run).repeat(COPIES));
    if (first) {
      Folders.forceNamesAbove(folder);
    }
    return run << SEQUENCE_BITS;
  }

  /** The run that a datagram came in. */
  public static long ofSequence(long sequence) {
    return sequence >> SEQUENCE_BITS;
  }

  /** The highest sequence of the run that this one is of. */
  static long lastOf(long sequence) {
    return ((ofSequence(sequence) + 1) << SEQUENCE_BITS) - 1;
  }

  /** The number and its check, so that a changed bit is no other number. */
  private static String line(long run) {
    CRC32C crc = new CRC32C();
    crc.update(Long.toString(run).getBytes(StandardCharsets.US_ASCII));
    return String.format("%d %08x\n", run, crc.getValue());
  }

  private static long read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Matcher copy = COPY.matcher(text);
    while (copy.find()) {
      long run = Long.parseLong(copy.group(1));
      if (line(run).startsWith(copy.group())) {
        return run;
      }
    }
    throw new IOException(
        String.format(
            "%s: found \"%.60s\"; expected the number of runs so far, twice, each with its check."
                + " Cure: move the journal and the spool elsewhere and begin with a new data folder,"
                + " so that no sequence is given twice.",
            file, text.strip()));
  }
}
