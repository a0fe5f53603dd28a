package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.durable.FolderNames;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Appends datagrams to segments of the raw journal. The capture thread appends; another one may
 * force what there is to the disk, and release segments that nothing needs.
 *
 * <p>A disk that fails stops no capture: what could not be written is counted, and the next segment
 * is tried with each force, and after a thousand datagrams.
 */
public final class JournalWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int RETRY_DATAGRAMS = 1_000;

  /** Number of times an interval that buffered bytes go to the system. */
  private static final int INTERVAL_PARTS = 4;

  private final JournalConfig config;
  private final Counters counters;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final PcapngBlocks blocks = new PcapngBlocks();
  private final WrittenSegments segments;
  private final UnforcedSegments ended;
  private final SegmentRelease release;
  private final long bufferedNanosMax;
  private @Nullable FileChannel channel;
  private boolean newName;
  private long segmentLength;
  private long flushedNanos;
  private int buffered;

  /** In the open segment, since it was forced last. */
  private long unforced;

  private int waitBeforeRetry;
  private int waitBeforeRoll;
  private boolean failing;
  private boolean growing;
  private boolean closed;
  private long firstSequence;
  private long lastSequence;

  /**
   * @throws IOException when the folder cannot be used
   */
  public JournalWriter(JournalConfig config, Counters counters) throws IOException {
    this.config = config;
    this.counters = counters;
    this.bufferedNanosMax = config.syncNanos() / INTERVAL_PARTS;
    this.segments = new WrittenSegments(config.folder(), config.leadNanos());
    this.ended = new UnforcedSegments(counters);
    this.release = new SegmentRelease(this, segments, config, counters);
  }

  /** Appends one datagram by its sequence; it is on the disk after the next {@link #force}. */
  public synchronized void append(Datagram datagram) {
    lastSequence = datagram.sequence;
    if (waitBeforeRetry > 0) {
      waitBeforeRetry--;
      counters.increment(DeviceCounter.JOURNAL_WRITE_FAILURES);
      return;
    }
    try {
      if (channel == null) {
        adopt(segments.open(datagram.sequence), datagram.sequence);
      } else if (segmentLength >= config.segmentBytes()) {
        roll(datagram.sequence);
      }
      // A process that dies takes no more than this with it, however long the disk takes to force.
      if (buffer.remaining() < PcapngBlocks.lengthOf(datagram)
          || Math.abs(datagram.arrivalNanos - flushedNanos) > bufferedNanosMax) {
        flush();
        flushedNanos = datagram.arrivalNanos;
      }
      if (isEmpty()) {
        segments.add(firstSequence, datagram.arrivalNanos);
      }
      int before = buffer.position();
      blocks.packet(datagram, buffer);
      buffered++;
      unforced++;
      segmentLength += buffer.position() - before;
      counters.increment(DeviceCounter.JOURNAL_DATAGRAMS);
    } catch (IOException e) {
      failed(e);
      counters.increment(DeviceCounter.JOURNAL_WRITE_FAILURES);
    }
  }

  /** Hands to the system what is buffered, so that it can be read; how far that is. */
  synchronized Written written() {
    try {
      flush();
    } catch (IOException e) {
      failed(e);
    }
    return new Written(segments.all(), channel == null || isEmpty() ? -1 : segmentLength);
  }

  /** False while the disk takes nothing: what is appended now is lost to a later reader. */
  synchronized boolean isKeeping() {
    return !failing;
  }

  /**
   * Extent of the journal that can be read by now.
   *
   * @param segments in order
   * @param lastBytes of the last of them while it grows; -1 when none does
   */
  record Written(List<Segments.Segment> segments, long lastBytes) {}

  /** Forces all that has been appended to the disk; one that took nothing is tried again. */
  public void force() {
    FileChannel open;
    boolean nameToo;
    long datagrams;
    synchronized (this) {
      if (failing && channel == null && !closed) {
        tryAgain();
      }
      try {
        flush();
      } catch (IOException e) {
        failed(e);
      }
      open = channel;
      nameToo = newName;
      newName = false;
      datagrams = unforced;
      unforced = 0;
    }
    // Outside the lock: capture goes on while the disk works.
    boolean any = ended.force();
    try {
      if (open != null) {
        open.force(false);
      }
      if (nameToo) {
        FolderNames.force(config.folder());
      }
      if (open != null || any) {
        counters.increment(DeviceCounter.JOURNAL_SYNCS);
      }
    } catch (ClosedChannelException e) {
      Logger.debug("segment was closed, and so forced, while it was to be forced here");
    } catch (IOException e) {
      ended.refused(datagrams, e);
      beginAnother(open, e);
    }
  }

  /** As {@link SegmentRelease#upTo}; another thread than the capture's may call. */
  public void release(long oldestNeeded) {
    release.upTo(oldestNeeded);
  }

  /** As {@link SegmentRelease#giveUp}. */
  public long giveUp(long oldestNeeded) throws IOException {
    return release.giveUp(oldestNeeded);
  }

  /** All is durable as chunks: the journal has done its work. */
  public synchronized void releaseAll() throws IOException {
    close();
    release.all();
  }

  private void adopt(FileChannel opened, long sequence) {
    channel = opened;
    newName = true;
    firstSequence = sequence;
    segmentLength = PcapngBlocks.headLength();
    counters.add(DeviceCounter.JOURNAL_BYTES, segmentLength);
  }

  /** Only a segment that holds something is one that can be read or let go. */
  private boolean isEmpty() {
    return segmentLength == PcapngBlocks.headLength();
  }

  /**
   * Begins the next segment before there is a datagram for it: while the disk takes nothing, they
   * may wait where they come in.
   */
  private void tryAgain() {
    try {
      adopt(segments.open(lastSequence + 1), lastSequence + 1);
      waitBeforeRetry = 0;
      takesAgain();
    } catch (IOException e) {
      Logger.debug("raw journal: {}; it is tried again", e.getMessage());
    }
  }

  private void takesAgain() {
    failing = false;
    Logger.info("raw journal: the disk takes it again");
  }

  /** On a disk that takes bytes but no new name the segment that is open grows on. */
  private void roll(long sequence) throws IOException {
    if (waitBeforeRoll > 0) {
      waitBeforeRoll--;
      return;
    }
    flush();
    FileChannel next;
    try {
      next = segments.open(sequence);
    } catch (IOException e) {
      if (!growing) {
        growing = true;
        Logger.warn("raw journal: {}; the segment before it grows on", e.getMessage());
      }
      waitBeforeRoll = RETRY_DATAGRAMS;
      return;
    }
    growing = false;
    end();
    adopt(next, sequence);
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
    if (failing && bytes > 0) {
      takesAgain();
    }
  }

  private void end() throws IOException {
    if (channel != null) {
      flush();
      leave();
    }
  }

  /** Whoever forces next forces the rest of it too: capture does not wait for the disk. */
  private void leave() {
    FileChannel open = channel;
    if (open != null) {
      ended.add(open, unforced);
      channel = null;
    }
    unforced = 0;
  }

  /** Opens another segment: datagrams never follow a refused write. */
  private synchronized void beginAnother(@Nullable FileChannel refused, IOException e) {
    if (refused == null || refused.equals(channel)) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (!failing) {
      failing = true;
      Logger.error("raw journal: {}; what comes is not kept until the disk can", e.getMessage());
    }
    counters.add(DeviceCounter.JOURNAL_WRITE_FAILURES, buffered);
    unforced -= buffered;
    buffer.clear();
    buffered = 0;
    waitBeforeRetry = RETRY_DATAGRAMS;
    leave();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    end();
    force();
  }
}
