package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Gives again what a run before has left in the raw journal, with its sequences and times. */
public final class JournalSource implements DatagramSource {
  private static final int LOSSES_MAX = 1_000;

  private final Queue<Segments.Segment> segments;
  private final Counters counters;
  private final Datagram datagram = new Datagram();
  private @Nullable SegmentReader reader;
  private Path readerFile = Path.of("");
  private final boolean cutOff;
  private final List<JournalLoss> losses = new ArrayList<>();
  private long lastSequence;
  private long lastArrivalNanos;

  public JournalSource(Path folder, Counters counters) throws IOException {
    this.segments = new ArrayDeque<>(Segments.list(folder));
    this.counters = counters;
    this.cutOff = !segments.isEmpty() && !Segments.isStopped(folder);
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    int count = 0;
    while (count < limit && advance()) {
      // A segment that was begun anew after a failure may repeat what came before.
      if (datagram.sequence > lastSequence) {
        lastSequence = datagram.sequence;
        lastArrivalNanos = datagram.arrivalNanos;
        counters.increment(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED);
        sink.accept(datagram);
        count++;
      }
    }
    return count;
  }

  private boolean advance() throws IOException {
    while (true) {
      SegmentReader open = reader;
      if (open != null) {
        boolean found = open.next(datagram);
        if (open.unreadableBytes() > 0) {
          tellDamage(open, found);
        }
        if (found) {
          return true;
        }
        open.close();
        reader = null;
      }
      Segments.Segment next = segments.poll();
      if (next == null) {
        return false;
      }
      readerFile = next.file();
      if (Files.size(next.file()) < PcapngBlocks.headLength()) {
        counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
      } else {
        reader = new SegmentReader(next.file());
      }
    }
  }

  /** At the end of a segment, as a power cut leaves it, or between two datagrams. */
  private void tellDamage(SegmentReader from, boolean found) {
    if (found) {
      long lost = Math.max(1, datagram.sequence - lastSequence - 1);
      counters.add(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED, lost);
    } else {
      counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
    }
    JournalLoss loss =
        new JournalLoss(
            String.valueOf(readerFile.getFileName()),
            from.unreadableFrom(),
            from.unreadableBytes(),
            lastSequence,
            lastArrivalNanos,
            found ? datagram.sequence : 0,
            found ? datagram.arrivalNanos : 0);
    if (losses.size() < LOSSES_MAX) {
      losses.add(loss);
    }
    Logger.warn("raw journal: {}", loss.sentence());
  }

  /** What could not be read so far, as the log says it too; the first thousand. */
  public List<JournalLoss> losses() {
    return List.copyOf(losses);
  }

  /**
   * Says from when to when nothing was kept, where the run before was cut off: what it had not yet
   * forced is lost.
   */
  void tellGapBefore(Datagram firstLive) {
    if (!cutOff) {
      return;
    }
    counters.increment(DeviceCounter.RUNS_CUT_OFF);
    if (lastSequence == 0) {
      Logger.warn(
          "raw journal: the run before was cut off before any of it was kept; datagram {} is of {}",
          firstLive.sequence,
          Instant.ofEpochSecond(0, firstLive.arrivalNanos));
    } else {
      Logger.warn(
          "raw journal: the run before was cut off; nothing is kept between its last datagram {} of"
              + " {} and datagram {} of {}",
          lastSequence,
          Instant.ofEpochSecond(0, lastArrivalNanos),
          firstLive.sequence,
          Instant.ofEpochSecond(0, firstLive.arrivalNanos));
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
    SegmentReader open = reader;
    if (open != null) {
      open.close();
      reader = null;
    }
    segments.clear();
  }
}
