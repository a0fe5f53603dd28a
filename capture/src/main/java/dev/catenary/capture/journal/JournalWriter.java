package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Appends datagrams to segments of the raw journal. The capture thread appends; another one may
 * force what there is to the disk, and release segments that nothing needs.
 *
 * <p>A disk that fails stops no capture: what could not be written is counted, and the next segment
 * is tried.
 */
public final class JournalWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int RETRY_DATAGRAMS = 1_000;

  private final JournalConfig config;
  private final Counters counters;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Deque<Segments.Segment> segments = new ArrayDeque<>();
  private @Nullable FileChannel channel;
  private boolean newName;
  private long segmentLength;
  private int buffered;
  private int waitBeforeRetry;

  /**
   * @throws IOException when the folder cannot be used
   */
  public JournalWriter(JournalConfig config, Counters counters) throws IOException {
    this.config = config;
    this.counters = counters;
    Files.createDirectories(config.folder());
    segments.addAll(Segments.list(config.folder()));
  }

  /** Appends one datagram by its sequence; it is on the disk after the next {@link #force}. */
  public synchronized void append(Datagram datagram) {
    if (waitBeforeRetry > 0) {
      waitBeforeRetry--;
      counters.increment(DeviceCounter.JOURNAL_WRITE_FAILURES);
      return;
    }
    try {
      if (channel == null) {
        begin(datagram.sequence);
      }
      if (buffer.remaining() < PcapngBlocks.lengthOf(datagram)) {
        flush();
      }
      int before = buffer.position();
      PcapngBlocks.packet(datagram, buffer);
      buffered++;
      segmentLength += buffer.position() - before;
      counters.increment(DeviceCounter.JOURNAL_DATAGRAMS);
      if (segmentLength >= config.segmentBytes()) {
        end();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Forces all that has been appended to the disk. */
  public void force() {
    FileChannel open;
    boolean nameToo;
    synchronized (this) {
      open = channel;
      nameToo = newName;
      newName = false;
      if (open == null) {
        return;
      }
      try {
        flush();
      } catch (IOException e) {
        failed(e);
        return;
      }
    }
    try {
      // Outside the lock: capture goes on while the disk works.
      open.force(false);
      if (nameToo) {
        Folders.force(config.folder());
      }
      counters.increment(DeviceCounter.JOURNAL_SYNCS);
    } catch (ClosedChannelException e) {
      Logger.debug("segment was closed, and so forced, while it was to be forced here");
    } catch (IOException e) {
      forceFailed(open, e);
    }
  }

  /**
   * Deletes segments in which no datagram from this sequence on lies, but for the last of them: it
   * holds the poses before the first points that are still needed. What the disk does not delete
   * now stays for the next time.
   */
  public synchronized void release(long oldestNeeded) {
    if (config.keepRaw()) {
      return;
    }
    try {
      while (deleteOldest(oldestNeeded) > 0) {
        Logger.debug("a journal segment that nothing needs is gone");
      }
    } catch (IOException e) {
      Logger.debug("a journal segment that nothing needs stays: {}", e.getMessage());
    }
  }

  /**
   * Deletes the oldest segment if {@link #release} would let go of it but for {@code keepRaw}: raw
   * data is the first that is given up when the disk fills.
   *
   * @return its bytes, or 0 when there is none
   */
  public synchronized long giveUp(long oldestNeeded) throws IOException {
    long bytes = deleteOldest(oldestNeeded);
    if (bytes > 0) {
      counters.increment(DeviceCounter.JOURNAL_SEGMENTS_GIVEN_UP);
    }
    return bytes;
  }

  private long deleteOldest(long oldestNeeded) throws IOException {
    Segments.Segment third = segments.stream().skip(2).findFirst().orElse(null);
    if (third == null || third.firstSequence() > oldestNeeded) {
      return 0;
    }
    Segments.Segment first = segments.getFirst();
    long bytes = Files.exists(first.file()) ? Files.size(first.file()) : 0;
    Files.deleteIfExists(first.file());
    segments.removeFirst();
    return Math.max(bytes, 1);
  }

  /** All is durable as chunks: the journal has done its work. */
  public synchronized void releaseAll() throws IOException {
    close();
    if (!config.keepRaw()) {
      for (Segments.Segment segment : segments) {
        Files.deleteIfExists(segment.file());
      }
      segments.clear();
    }
  }

  private void begin(long firstSequence) throws IOException {
    var file = Segments.name(config.folder(), firstSequence);
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    newName = true;
    segments.addLast(new Segments.Segment(file, firstSequence));
    buffer.clear();
    buffered = 0;
    PcapngBlocks.head(buffer);
    segmentLength = buffer.position();
  }

  private void flush() throws IOException {
    FileChannel open = channel;
    buffer.flip();
    int bytes = buffer.remaining();
    while (open != null && buffer.hasRemaining()) {
      open.write(buffer);
    }
    counters.add(DeviceCounter.JOURNAL_BYTES, bytes);
    buffer.clear();
    buffered = 0;
  }

  private void end() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      flush();
      open.force(true);
      open.close();
      channel = null;
      if (newName) {
        newName = false;
        Folders.force(config.folder());
      }
    }
  }

  /** What the disk has refused to force may be lost: another segment is begun. */
  private synchronized void forceFailed(FileChannel open, IOException e) {
    if (open.equals(channel)) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    Logger.error("raw journal: {}; what comes is not kept until the disk can", e.getMessage());
    counters.add(DeviceCounter.JOURNAL_WRITE_FAILURES, buffered);
    buffer.clear();
    buffered = 0;
    waitBeforeRetry = RETRY_DATAGRAMS;
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException again) {
        Logger.debug("closing the failed segment: {}", again.getMessage());
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    end();
  }
}
