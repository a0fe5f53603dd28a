package dev.catenary.capture.journal;

import dev.catenary.proto.durable.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The files of the journal that is written here, the oldest first, and when the oldest may go.
 * Guarded by the writer, which calls with its lock held.
 */
final class WrittenSegments {
  private final Path folder;
  private final Deque<Segments.Segment> segments = new ArrayDeque<>();

  /**
   * Knows those that earlier runs have left.
   *
   * @throws IOException when the folder cannot be used
   */
  WrittenSegments(Path folder) throws IOException {
    this.folder = folder;
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
  void add(long firstSequence) {
    segments.addLast(new Segments.Segment(Segments.name(folder, firstSequence), firstSequence));
  }

  /** In order. */
  List<Segments.Segment> all() {
    return List.copyOf(segments);
  }

  /**
   * Deletes the oldest segment if no datagram from this sequence on lies in it, nor in the one
   * behind it: that one holds the poses before the first points that are still needed.
   *
   * @return its bytes, at least 1; 0 when there is none to delete
   */
  long deleteOldest(long oldestNeeded) throws IOException {
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

  /** Where those begin that {@link #deleteOldest} would leave; {@link NeededFrom#ALL} for all. */
  long leftFrom(long oldestNeeded) {
    long before = NeededFrom.ALL;
    long last = NeededFrom.ALL;
    for (Segments.Segment segment : segments) {
      if (segment.firstSequence() > oldestNeeded) {
        break;
      }
      before = last;
      last = segment.firstSequence();
    }
    return before;
  }

  /** Behind the beginning of the last one; {@link NeededFrom#ALL} where there is none. */
  long beyondAll() {
    return segments.isEmpty() ? NeededFrom.ALL : segments.getLast().firstSequence() + 1;
  }

  /** Also those that never held anything. */
  void deleteAll() throws IOException {
    for (Segments.Segment segment : Segments.list(folder)) {
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
    WholeFile.forceNames(folder);
  }
}
