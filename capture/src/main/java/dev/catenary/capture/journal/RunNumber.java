package dev.catenary.capture.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Counts the runs on one data folder, so that no sequence is given to two datagrams: neither after
 * a power cut took the journal's last interval, nor after a journal was released as a whole. What
 * is durable of a zone is known by sequence; one given twice would make new points look old.
 */
public final class RunNumber {
  private static final String FILE = "run-number";

  /** Datagrams of one run: at a million a second, enough for twelve days. */
  private static final int SEQUENCE_BITS = 40;

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
    long run = 1 + (Files.exists(file) ? read(file) : 0);
    Path part = folder.resolve(FILE + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer text = StandardCharsets.US_ASCII.encode(run + "\n");
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(folder);
    return run << SEQUENCE_BITS;
  }

  private static long read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[0-9]{1,6}")) {
      throw new IOException(
          String.format(
              "%s: found \"%.40s\"; expected the number of runs so far. Write into it a number"
                  + " above that of any run on this folder: the first sequence in the name of the"
                  + " newest chunk, divided by 2^40.",
              file, text));
    }
    return Long.parseLong(text);
  }
}
