package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says into how many files the chosen datagrams go, by reading them all, one segment a step. The
 * same datagrams give the same files, however often it is asked.
 */
public final class JournalPlan {
  private final List<Segments.Segment> segments;
  private final DatagramChoice choice;
  private final long pieceBytesMax;
  private final List<JournalPiece> closed = new ArrayList<>();
  private final List<Path> used = new ArrayList<>();
  private final Datagram datagram = new Datagram();
  private @Nullable JournalPiece open;
  private long lastSequence = Long.MIN_VALUE;
  private int next;

  /**
   * @param folder with segments, as {@link KeptSegments} keeps them
   * @param pieceBytesMax of one file
   */
  public JournalPlan(Path folder, DatagramChoice choice, long pieceBytesMax) throws IOException {
    this.segments = Segments.list(folder);
    this.choice = choice;
    this.pieceBytesMax = pieceBytesMax;
  }

  /**
   * Reads one segment.
   *
   * @return false when there was none left
   */
  public boolean step() throws IOException {
    if (next == segments.size()) {
      return false;
    }
    Path file = segments.get(next).file();
    long before = count();
    try (SegmentReader reader = new SegmentReader(file)) {
      while (reader.next(datagram)) {
        // A segment that was begun anew after a failure may repeat what came before.
        if (datagram.sequence > lastSequence) {
          lastSequence = datagram.sequence;
          if (choice.takes(datagram.sequence, datagram.arrivalNanos)) {
            take();
          }
        }
      }
    }
    if (count() > before) {
      used.add(file);
    }
    next++;
    return true;
  }

  private void take() {
    JournalPiece piece = open;
    if (piece == null) {
      open = JournalPiece.of(datagram);
    } else if (piece.bytes() + PcapngBlocks.lengthOf(datagram) > pieceBytesMax) {
      closed.add(piece);
      open = JournalPiece.of(datagram);
    } else {
      open = piece.with(datagram);
    }
  }

  private long count() {
    return pieces().stream().mapToLong(JournalPiece::datagrams).sum();
  }

  /** As far as was read. */
  public List<JournalPiece> pieces() {
    List<JournalPiece> all = new ArrayList<>(closed);
    JournalPiece last = open;
    if (last != null) {
      all.add(last);
    }
    return List.copyOf(all);
  }

  /** The segments that hold any of them. */
  public List<Path> segments() {
    return List.copyOf(used);
  }
}
