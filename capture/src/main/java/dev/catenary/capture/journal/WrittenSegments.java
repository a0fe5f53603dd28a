package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.durable.FolderNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/**
 * The files of the journal that is written here, the oldest first, and when the oldest may go.
 * Guarded by the writer, which calls with its lock held.
 */
final class WrittenSegments {
  private static final int READ_BYTES = 1 << 18;

  /** In place of the time of a segment that cannot be read. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Path folder;
  private final long leadNanos;
  private final Deque<Segments.Segment> segments = new ArrayDeque<>();

  /** When each segment's first datagram came, by its sequence; of earlier ones, once looked for. */
  private final Map<Long, Long> arrivals = new HashMap<>();

  /**
   * Knows those that earlier runs have left.
   *
   * @param leadNanos how much is kept at least before the first datagram that is needed
   * @throws IOException when the folder cannot be used
   */
  WrittenSegments(Path folder, long leadNanos) throws IOException {
    this.folder = folder;
    this.leadNanos = leadNanos;
    Files.createDirectories(folder);
    segments.addAll(Segments.list(folder));
  }

  /**
   * Makes the file of the segment that begins with this sequence, with its head; it is known once
   * added. A disk that does not take the head has no such file afterwards.
   */
  FileChannel open(long firstSequence) throws IOException {
    Files.deleteIfExists(Segments.stopped(folder));
    Path file = Segments.name(folder, firstSequence);
    FileChannel opened =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    ByteBuffer head = ByteBuffer.allocate(PcapngBlocks.headLength());
    PcapngBlocks.head(head);
    head.flip();
    try {
      while (head.hasRemaining()) {
        opened.write(head);
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** The segment is written to from now on. */
  void add(long firstSequence, long arrivalNanos) {
    arrivals.put(firstSequence, arrivalNanos);
    segments.addLast(new Segments.Segment(Segments.name(folder, firstSequence), firstSequence));
  }

  /** In order. */
  List<Segments.Segment> all() {
    return List.copyOf(segments);
  }

  /**
   * Deletes the oldest segment if {@link #leftFrom} is behind it.
   *
   * @return its bytes, at least 1; 0 when there is none to delete
   */
  long deleteOldest(long oldestNeeded) throws IOException {
    Segments.Segment first = segments.peekFirst();
    if (first == null || first.firstSequence() >= leftFrom(oldestNeeded)) {
      return 0;
    }
    long bytes = Files.exists(first.file()) ? Files.size(first.file()) : 0;
    Files.deleteIfExists(first.file());
    segments.removeFirst();
    arrivals.remove(first.firstSequence());
    return Math.max(bytes, 1);
  }

  /**
   * The beginning of those that are left: the one with the oldest datagram that is needed, the one
   * before it, and as many more as the lead takes. They hold what the first points still needed
   * depend on: poses, beginnings of frames, what ties a sensor's clock. {@link NeededFrom#ALL} for
   * all.
   */
  long leftFrom(long oldestNeeded) {
    boolean found = false;
    long behindNanos = UNKNOWN;
    long lead = 0;
    for (Iterator<Segments.Segment> each = segments.descendingIterator(); each.hasNext(); ) {
      Segments.Segment segment = each.next();
      if (!found && segment.firstSequence() > oldestNeeded) {
        continue;
      }
      long nanos = arrival(segment);
      if (nanos != UNKNOWN) {
        // A step of the host's clock back is no lead.
        lead += behindNanos == UNKNOWN ? 0 : Math.max(0, behindNanos - nanos);
        behindNanos = nanos;
      }
      if (found && lead >= leadNanos) {
        return segment.firstSequence();
      }
      found = true;
    }
    return NeededFrom.ALL;
  }

  private long arrival(Segments.Segment segment) {
    return arrivals.computeIfAbsent(segment.firstSequence(), _ -> readArrival(segment));
  }

  private static long readArrival(Segments.Segment segment) {
    Datagram first = new Datagram();
    try (SegmentReader reader = new SegmentReader(segment.file(), READ_BYTES)) {
      return reader.next(first) ? first.arrivalNanos : UNKNOWN;
    } catch (IOException e) {
      Logger.debug("raw journal: {}: {}", segment.file(), e.getMessage());
      return UNKNOWN;
    }
  }

  /** Behind the beginning of the last one; {@link NeededFrom#ALL} where there is none. */
  long beyondAll() {
    return segments.isEmpty() ? NeededFrom.ALL : segments.getLast().firstSequence() + 1;
  }

  /** The end of the last one's run; {@link NeededFrom#ALL} where there is none. */
  long endOfRun() {
    return segments.isEmpty()
        ? NeededFrom.ALL
        : RunNumber.lastOf(segments.getLast().firstSequence());
  }

  /** Also those that never held anything. */
  void deleteAll() throws IOException {
    // The last first, so that what a cut in between leaves still has its lead.
    for (Segments.Segment segment : Segments.list(folder).reversed()) {
      Files.deleteIfExists(segment.file());
    }
    segments.clear();
  }

  /** Keeps all, and tells the next run that this one was not cut off; on the disk on return. */
  void keepAsStopped() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            Segments.stopped(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    FolderNames.force(folder);
  }
}
