package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes chosen datagrams of the raw journal into a file of their own, in the journal's own format:
 * any tool that opens a segment opens it. Each datagram is checked as it is read; what is damaged
 * is left out, and shows by its missing sequence.
 */
public final class JournalExtract {
  private static final int BUFFER_BYTES = 1 << 20;

  private final DatagramChoice choice;
  private final JournalPiece piece;
  private final Datagram datagram = new Datagram();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final PcapngBlocks blocks = new PcapngBlocks();
  private long lastSequence;

  /**
   * @param piece of a plan for the same choice
   */
  public JournalExtract(DatagramChoice choice, JournalPiece piece) {
    this.choice = choice;
    this.piece = piece;
    this.lastSequence = piece.firstSequence() - 1;
  }

  /**
   * Writes the piece in place of what the file held, and forces it to the disk. Called once.
   *
   * @param folder with segments, as {@link KeptSegments} keeps them
   */
  public void write(Path folder, Path out) throws IOException {
    List<Segments.Segment> segments = Segments.list(folder);
    try (FileChannel channel =
        FileChannel.open(
            out,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      PcapngBlocks.head(buffer);
      for (int i = 0; i < segments.size(); i++) {
        boolean last = i + 1 == segments.size();
        if (last || segments.get(i + 1).firstSequence() > piece.firstSequence()) {
          take(segments.get(i).file(), channel);
        }
      }
      flush(channel);
      channel.force(false);
    }
  }

  private void take(Path segment, FileChannel channel) throws IOException {
    if (lastSequence >= piece.lastSequence()) {
      return;
    }
    try (SegmentReader reader = new SegmentReader(segment)) {
      while (reader.next(datagram) && datagram.sequence <= piece.lastSequence()) {
        if (datagram.sequence > lastSequence) {
          lastSequence = datagram.sequence;
          if (choice.takes(datagram.sequence, datagram.arrivalNanos)) {
            if (buffer.remaining() < PcapngBlocks.lengthOf(datagram)) {
              flush(channel);
            }
            blocks.packet(datagram, buffer);
          }
        }
      }
    }
  }

  private void flush(FileChannel channel) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
