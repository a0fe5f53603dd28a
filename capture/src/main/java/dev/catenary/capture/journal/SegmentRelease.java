package dev.catenary.capture.journal;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import org.tinylog.Logger;

/**
 * Release of segments that nothing needs any more. What the next start has to know is on the disk
 * before a segment goes. Any thread may call.
 */
final class SegmentRelease {
  private final Object writing;
  private final WrittenSegments segments;
  private final JournalConfig config;
  private final Counters counters;
  private final NeededFrom neededFrom;
  private final NeededFrom notDone;
  private volatile long releasedTo = NeededFrom.ALL;

  /**
   * @param writing lock of the writer of the segments
   * @throws IOException when the folder cannot be used
   */
  SegmentRelease(Object writing, WrittenSegments segments, JournalConfig config, Counters counters)
      throws IOException {
    this.writing = writing;
    this.segments = segments;
    this.config = config;
    this.counters = counters;
    this.neededFrom = NeededFrom.toRead(config.folder(), segments.all());
    this.notDone = NeededFrom.notDone(config.folder(), segments.all());
  }

  /**
   * Deletes segments in which no datagram from this sequence on lies, but for a lead: it holds the
   * poses before the first points that are still needed. What the disk does not delete now stays
   * for the next time. With {@code keepRaw} they stay, and the next start is told to pass over
   * them. It is told too from which datagram on the lead is over.
   */
  void upTo(long oldestNeeded) {
    try {
      long from;
      synchronized (writing) {
        from = segments.leftFrom(oldestNeeded);
      }
      if (from <= releasedTo) {
        return;
      }
      // Outside the lock: capture goes on while the disk works.
      notDone.raise(Math.min(oldestNeeded, RunNumber.lastOf(from)));
      if (config.keepRaw()) {
        neededFrom.raise(from);
      } else {
        deleteUpTo(oldestNeeded);
      }
      releasedTo = from;
    } catch (IOException e) {
      Logger.debug("a journal segment that nothing needs stays: {}", e.getMessage());
    }
  }

  private void deleteUpTo(long oldestNeeded) throws IOException {
    synchronized (writing) {
      while (segments.deleteOldest(oldestNeeded) > 0) {
        Logger.debug("a journal segment that nothing needs is gone");
      }
    }
  }

  /**
   * Deletes the oldest segment if {@link #upTo} would let go of it but for {@code keepRaw}: raw
   * data is the first that is given up when the disk fills.
   *
   * @return its bytes, or 0 when there is none
   */
  long giveUp(long oldestNeeded) throws IOException {
    upTo(oldestNeeded);
    long bytes;
    synchronized (writing) {
      bytes = segments.deleteOldest(oldestNeeded);
    }
    if (bytes > 0) {
      counters.increment(DeviceCounter.JOURNAL_SEGMENTS_GIVEN_UP);
    }
    return bytes;
  }

  /** Lets go of all, or keeps it as raw data that no start reads; the writer is closed. */
  void all() throws IOException {
    synchronized (writing) {
      if (config.keepRaw()) {
        neededFrom.raise(segments.beyondAll());
        segments.keepAsStopped();
      } else {
        tellAllIsDone();
        segments.deleteAll();
      }
    }
  }

  /** A cut while segments are deleted may leave some whose lead is gone: none of them is needed. */
  private void tellAllIsDone() {
    try {
      notDone.raise(segments.endOfRun());
    } catch (IOException e) {
      Logger.debug("raw journal: {}", e.getMessage());
    }
  }
}
