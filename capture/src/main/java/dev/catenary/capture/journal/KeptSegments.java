package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.durable.FolderNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of the raw journal under second names in a folder of their own: while they are there,
 * the journal may let go of its own names without a datagram being lost. A segment that is still
 * being written goes on growing under both. Needs a file system with hard links, and the folder in
 * that of the journal. One thread at a time uses a folder.
 */
public final class KeptSegments {
  /** More than the longest block. */
  private static final int FIRST_BLOCK_BYTES = 1 << 17;

  private final Path journal;
  private final Path folder;
  private long keptUpTo = Long.MIN_VALUE;

  /**
   * @param folder made when it is not there
   */
  public KeptSegments(Path journal, Path folder) throws IOException {
    this.journal = journal;
    this.folder = Files.createDirectories(folder);
    Folders.forceNamesAbove(folder);
  }

  /** Keeps all segments of the journal that have come since the last call; forced to the disk. */
  public void keepNew() throws IOException {
    boolean any = false;
    for (Segments.Segment segment : Segments.list(journal)) {
      if (segment.firstSequence() > keptUpTo) {
        any |= link(segment);
        keptUpTo = segment.firstSequence();
      }
    }
    if (any) {
      FolderNames.force(folder);
    }
  }

  private boolean link(Segments.Segment segment) throws IOException {
    try {
      Files.createLink(Segments.name(folder, segment.firstSequence()), segment.file());
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      // Kept already; or let go between the look and the link.
      return false;
    }
  }

  /** Lets go of segments that surely hold none of these. */
  public void narrow(DatagramChoice choice) throws IOException {
    List<Segments.Segment> kept = Segments.list(folder);
    List<Long> firstNanos = new ArrayList<>();
    for (Segments.Segment segment : kept) {
      firstNanos.add(firstNanos(segment.file()));
    }
    for (int i = 0; i < kept.size(); i++) {
      boolean last = i + 1 == kept.size();
      var bounds =
          new DatagramChoice.SegmentBounds(
              kept.get(i).firstSequence(),
              last ? Long.MAX_VALUE : kept.get(i + 1).firstSequence(),
              firstNanos.get(i),
              last ? DatagramChoice.SegmentBounds.UNKNOWN : firstNanos.get(i + 1));
      // The last one may still be written to, and says where the one before it ends.
      if (!last && !choice.mayLieIn(bounds)) {
        Files.deleteIfExists(kept.get(i).file());
      }
    }
  }

  private static long firstNanos(Path file) throws IOException {
    Datagram first = new Datagram();
    try (SegmentReader reader = new SegmentReader(file, FIRST_BLOCK_BYTES)) {
      return reader.next(first) ? first.arrivalNanos : DatagramChoice.SegmentBounds.UNKNOWN;
    }
  }

  /** Lets go of all but these. */
  public void keepOnly(List<Path> files) throws IOException {
    for (Segments.Segment segment : Segments.list(folder)) {
      if (!files.contains(segment.file())) {
        Files.deleteIfExists(segment.file());
      }
    }
  }

  /** In the order of their sequences. */
  public List<Path> files() throws IOException {
    return Segments.list(folder).stream().map(Segments.Segment::file).toList();
  }

  /** Disk space of the segments that are kept for requests alone. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
