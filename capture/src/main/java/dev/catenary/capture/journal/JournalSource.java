package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.capture.replay.CaptureFileReader;
import dev.catenary.capture.replay.NotACaptureFileException;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Gives again what a run before has left in the raw journal, with its sequences and times. */
public final class JournalSource implements DatagramSource {
  private static final int SECTION_HEADER_LENGTH = 28;

  private final Queue<Segments.Segment> segments;
  private final Counters counters;
  private final Datagram datagram = new Datagram();
  private @Nullable CaptureFileReader reader;
  private long lastSequence;

  public JournalSource(Path folder, Counters counters) throws IOException {
    this.segments = new ArrayDeque<>(Segments.list(folder));
    this.counters = counters;
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    int count = 0;
    while (count < limit && advance()) {
      // A segment that was begun anew after a failure may repeat what came before.
      if (datagram.sequence > lastSequence) {
        lastSequence = datagram.sequence;
        counters.increment(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED);
        sink.accept(datagram);
        count++;
      }
    }
    return count;
  }

  private boolean advance() throws IOException {
    while (true) {
      CaptureFileReader open = reader;
      if (open != null) {
        if (open.next(datagram)) {
          return true;
        }
        if (open.isDamaged()) {
          counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
        }
        open.close();
        reader = null;
      }
      Segments.Segment next = segments.poll();
      if (next == null) {
        return false;
      }
      if (Files.size(next.file()) < SECTION_HEADER_LENGTH) {
        counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
        continue;
      }
      try {
        reader = new CaptureFileReader(next.file(), counters);
      } catch (NotACaptureFileException e) {
        // A power cut can leave a file of zeros.
        Logger.warn("raw journal: {}; the segment is passed over", e.getMessage());
        counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
      }
    }
  }

  /** The highest sequence read so far. */
  public long lastSequence() {
    return lastSequence;
  }

  @Override
  public boolean isExhausted() {
    return reader == null && segments.isEmpty();
  }

  @Override
  public void close() throws IOException {
    CaptureFileReader open = reader;
    if (open != null) {
      open.close();
      reader = null;
    }
    segments.clear();
  }
}
