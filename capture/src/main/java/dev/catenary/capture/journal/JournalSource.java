package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.problem.LogCode;
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

/**
 * Gives again what a run before has left in the raw journal, with its sequences and times; then, if
 * told to, what this run writes meanwhile.
 */
public final class JournalSource implements DatagramSource {
  private static final int LOSSES_MAX = 1_000;

  /** The last datagram of the run before is looked for in so much of its segment's end first. */
  private static final long TAIL_BYTES = 1 << 18;

  private final Queue<Segments.Segment> segments;
  private final Counters counters;
  private final Last before;
  private final Datagram datagram = new Datagram();
  private @Nullable SegmentReader reader;
  private Path readerFile = Path.of("");
  private long readerFirst;
  private Path growingFile = Path.of("");
  private long growingBytes;
  private long lastListed;
  private final boolean cutOff;
  private final long doneBelow;
  private final List<JournalLoss> losses = new ArrayList<>();
  private long lastSequence;
  private long lastArrivalNanos;

  /** The last datagram that the run before has kept; sequence 0 for none. */
  record Last(long sequence, long arrivalNanos) {}

  public JournalSource(Path folder, Counters counters) throws IOException {
    List<Segments.Segment> found = Segments.list(folder);
    long neededFrom = NeededFrom.toRead(folder, found).sequence();
    this.doneBelow = NeededFrom.notDone(folder, found).sequence();
    this.segments =
        new ArrayDeque<>(
            found.stream().filter(segment -> segment.firstSequence() >= neededFrom).toList());
    this.counters = counters;
    this.cutOff = !found.isEmpty() && !Segments.isStopped(folder);
    this.lastListed = found.isEmpty() ? Long.MIN_VALUE : found.getLast().firstSequence();
    this.before = last(found);
  }

  private static Last last(List<Segments.Segment> segments) {
    for (Segments.Segment segment : segments.reversed()) {
      long tail = Math.max(0, segment.file().toFile().length() - TAIL_BYTES);
      for (long from : new long[] {tail, 0}) {
        Last last = last(segment.file(), from);
        if (last.sequence() > 0) {
          return last;
        }
      }
    }
    return new Last(0, 0);
  }

  /** As far as the disk reads it. */
  private static Last last(Path file, long from) {
    Last last = new Last(0, 0);
    Datagram each = new Datagram();
    try (SegmentReader reader = new SegmentReader(file, (int) TAIL_BYTES)) {
      if (from > PcapngBlocks.headLength()) {
        reader.skipTo(from);
      }
      while (reader.next(each)) {
        if (each.sequence > last.sequence()) {
          last = new Last(each.sequence, each.arrivalNanos);
        }
      }
    } catch (IOException e) {
      Logger.debug("raw journal: {}: {}", file, e.getMessage());
    }
    return last;
  }

  Last before() {
    return before;
  }

  /** All points of datagrams below this are in durable chunks or were counted as lost. */
  long doneBelow() {
    return doneBelow;
  }

  /** From now on it goes on into what this run has written by now, and ends there. */
  void follow(JournalWriter.Written written) {
    for (Segments.Segment segment : written.segments()) {
      if (segment.firstSequence() > lastListed) {
        lastListed = segment.firstSequence();
        segments.add(segment);
      }
    }
    boolean grows = written.lastBytes() >= 0;
    growingFile = grows ? written.segments().getLast().file() : Path.of("");
    growingBytes = written.lastBytes();
    SegmentReader open = reader;
    if (open != null) {
      open.readTo(readable());
    }
  }

  /**
   * Begins again behind what this run has written by now; nothing else may be under way.
   *
   * @param last datagram in that
   * @throws IOException when it cannot be opened
   */
  void resumeAfter(JournalWriter.Written written, Last last) throws IOException {
    close();
    lastSequence = last.sequence();
    lastArrivalNanos = last.arrivalNanos();
    for (Segments.Segment segment : written.segments()) {
      lastListed = segment.firstSequence();
    }
    follow(written);
    if (written.lastBytes() >= 0) {
      Segments.Segment growing = written.segments().getLast();
      readerFile = growing.file();
      readerFirst = growing.firstSequence();
      SegmentReader opened = new SegmentReader(growing.file());
      reader = opened;
      opened.skipTo(written.lastBytes());
      opened.readTo(written.lastBytes());
    }
  }

  private long readable() {
    return readerFile.equals(growingFile) ? growingBytes : Long.MAX_VALUE;
  }

  @Override
  public int poll(DatagramSink sink, int limit) {
    int count = 0;
    while (count < limit && advance()) {
      // A segment that was begun anew after a failure may repeat what came before.
      if (datagram.sequence > lastSequence) {
        lastSequence = datagram.sequence;
        lastArrivalNanos = datagram.arrivalNanos;
        if (datagram.sequence <= before.sequence()) {
          counters.increment(DeviceCounter.JOURNAL_DATAGRAMS_RECOVERED);
        }
        sink.accept(datagram);
        count++;
      }
    }
    return count;
  }

  private boolean advance() {
    while (true) {
      SegmentReader open = reader;
      if (open == null) {
        Segments.Segment next = segments.poll();
        if (next == null) {
          return false;
        }
        begin(next);
      } else if (readOn(open)) {
        return true;
      } else if (reader != null) {
        return false;
      }
    }
  }

  private void begin(Segments.Segment next) {
    readerFile = next.file();
    readerFirst = next.firstSequence();
    try {
      if (Files.size(next.file()) < PcapngBlocks.headLength()) {
        counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
      } else {
        SegmentReader opened = new SegmentReader(next.file());
        opened.readTo(readable());
        reader = opened;
      }
    } catch (IOException e) {
      passOver(0, e);
    }
  }

  /** Reads on in the open segment, and leaves it at its end unless it still grows. */
  private boolean readOn(SegmentReader open) {
    try {
      boolean found = open.next(datagram);
      if (open.unreadableBytes() > 0) {
        tellDamage(open.unreadableFrom(), open.unreadableBytes(), found);
      }
      if (!found && !readerFile.equals(growingFile)) {
        leave(open);
      }
      return found;
    } catch (IOException e) {
      passOver(open.unreadFrom(), e);
      leave(open);
      return false;
    }
  }

  /** A bad place of the disk costs the rest of its segment, and not what comes live. */
  private void passOver(long fromByte, IOException e) {
    Logger.error("raw journal: {} cannot be read: {}", readerFile, e.getMessage());
    tellDamage(fromByte, Math.max(0, readerFile.toFile().length() - fromByte), false);
  }

  private void leave(SegmentReader open) {
    reader = null;
    try {
      open.close();
    } catch (IOException e) {
      Logger.debug("raw journal: closing {}: {}", readerFile, e.getMessage());
    }
  }

  /** At the end of a segment, as a power cut leaves it, or between two datagrams. */
  private void tellDamage(long fromByte, long bytes, boolean found) {
    // Between two runs, or where a segment before was not written, sequences have holes.
    long firstLost = Math.max(lastSequence + 1, readerFirst);
    JournalLoss loss =
        new JournalLoss(
            String.valueOf(readerFile.getFileName()),
            fromByte,
            bytes,
            lastSequence,
            lastArrivalNanos,
            firstLost,
            found ? datagram.sequence : 0,
            found ? datagram.arrivalNanos : 0);
    if (found) {
      counters.add(DeviceCounter.JOURNAL_DATAGRAMS_DAMAGED, loss.datagrams());
    } else {
      counters.increment(DeviceCounter.JOURNAL_SEGMENTS_TRUNCATED);
    }
    if (losses.size() < LOSSES_MAX) {
      losses.add(loss);
    }
    Logger.warn("raw journal: {}", loss.sentence());
  }

  /** Losses of this recovery so far, as they stand in the log too; the first thousand. */
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
    if (before.sequence() == 0) {
      Logger.warn(
          "raw journal: the run before was cut off before any of it was kept; datagram {} is of {} {}",
          firstLive.sequence,
          Instant.ofEpochSecond(0, firstLive.arrivalNanos),
          LogCode.JOURNAL_CUT_OFF);
    } else {
      Logger.warn(
          "raw journal: the run before was cut off; nothing is kept between its last datagram {} of"
              + " {} and datagram {} of {} {}",
          before.sequence(),
          Instant.ofEpochSecond(0, before.arrivalNanos()),
          firstLive.sequence,
          Instant.ofEpochSecond(0, firstLive.arrivalNanos),
          LogCode.JOURNAL_CUT_OFF);
    }
  }

  /** The highest sequence read so far. */
  public long lastSequence() {
    return lastSequence;
  }

  /** When that one came. */
  long lastArrivalNanos() {
    return lastArrivalNanos;
  }

  @Override
  public boolean isExhausted() {
    return reader == null && segments.isEmpty();
  }

  @Override
  public void close() {
    SegmentReader open = reader;
    if (open != null) {
      leave(open);
    }
    segments.clear();
  }
}
