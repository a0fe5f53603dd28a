package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import dev.catenary.proto.problem.LogCode;
import java.io.IOException;
import org.tinylog.Logger;

/**
 * First what the journal still holds of a run before, then the live datagrams, numbered beyond
 * those and journalled before anything else is done with them.
 *
 * <p>What lies on the disk can wait: it is read only while what comes after is at ease. What comes
 * live meanwhile cannot, so it is journalled at once and read back from there when its turn has
 * come; once all of that is read, live datagrams go straight on. Where what comes after has no room
 * for those, they wait on the disk likewise. One thread polls.
 */
public final class JournaledSource implements DatagramSource {
  /** Interval, in the datagrams' host time, at which the machine is judged to catch up or not. */
  private static final long JUDGE_NANOS = 10_000_000_000L;

  /** Longest wait of live datagrams while the machine does not catch up. */
  private static final long LATE_NANOS = 300_000_000_000L;

  /**
   * Number of datagrams passed straight on before a journal that could not be opened is tried
   * again.
   */
  private static final int RETRY_DATAGRAMS = 10_000;

  private final JournalSource disk;
  private final DatagramSource live;
  private final JournalWriter journal;
  private final Downstream downstream;
  private final DatagramSink keeping = this::keep;
  private final DatagramSink journalling = this::journal;
  private final boolean anyEarlier;
  private final long liveAfter;
  private DatagramSink next = _ -> {};
  private volatile boolean caughtUp;
  private volatile boolean earlierRead;
  private volatile long waiting;
  private boolean gapTold;
  private long sequence;
  private long takenNanos;
  private long behindFrom;
  private long judgedNanos;
  private long unreadBefore = Long.MAX_VALUE;
  private boolean overrun;
  private boolean late;

  /**
   * @param downstream what comes after
   * @param sequencesAfter the live datagrams' sequences begin beyond this, and beyond the earlier
   */
  public JournaledSource(
      JournalSource disk,
      DatagramSource live,
      JournalWriter journal,
      Downstream downstream,
      long sequencesAfter) {
    this.disk = disk;
    this.live = live;
    this.journal = journal;
    this.downstream = downstream;
    this.anyEarlier = !disk.isExhausted();
    this.liveAfter = Math.max(disk.before().sequence(), sequencesAfter);
    this.sequence = liveAfter;
    this.earlierRead = !anyEarlier;
    this.caughtUp = !anyEarlier;
  }

  /** True when a run before has left something, read by now or not. */
  public boolean hasEarlier() {
    return anyEarlier;
  }

  /**
   * Below this the earlier datagrams are only a lead, for the poses and clocks of those behind: all
   * their points are in durable chunks or were counted as lost.
   */
  public long leadBelow() {
    return disk.doneBelow();
  }

  /** Datagrams of runs before have this sequence at most, those of this run a higher one. */
  public long liveAfter() {
    return liveAfter;
  }

  /** True when all of it has been read; any thread may ask. */
  public boolean isEarlierRead() {
    return earlierRead;
  }

  /** The last live datagram that was taken in has this sequence; the polling thread asks. */
  public long lastTaken() {
    return sequence;
  }

  /** True when nothing waits on the disk; any thread may ask. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Live datagrams that wait on the disk for their turn; any thread may ask. */
  public long waiting() {
    return caughtUp ? 0 : waiting;
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    next = sink;
    if (caughtUp && (downstream.hasRoom() || !fallBehind())) {
      return live.poll(journalling, limit);
    }
    int read = mayRead() ? readOn(sink, limit) : 0;
    if (caughtUp) {
      return read + live.poll(journalling, limit);
    }
    // A disk that takes nothing would lose them: they wait where they came in.
    return read + (journal.isKeeping() ? live.poll(keeping, limit) : 0);
  }

  /** From now on live datagrams wait on the disk; false where it cannot keep them. */
  private boolean fallBehind() {
    if (sequence < behindFrom || !journal.isKeeping()) {
      return false;
    }
    try {
      disk.resumeAfter(journal.written(), new JournalSource.Last(sequence, takenNanos));
    } catch (IOException e) {
      Logger.error("raw journal: live datagrams cannot wait in it: {}", e.getMessage());
      behindFrom = sequence + RETRY_DATAGRAMS;
      return false;
    }
    caughtUp = false;
    waiting = 0;
    overrun = false;
    late = false;
    unreadBefore = Long.MAX_VALUE;
    Logger.info("raw journal: zones have no room; live datagrams wait from {} on", sequence + 1);
    return true;
  }

  /**
   * At ease nothing of the work is given up for what can wait. A machine that does not catch up so
   * has to give up some (docs/model.md, Under pressure), and in the end drops.
   */
  private boolean mayRead() {
    return late || (overrun ? downstream.hasRoom() : downstream.isAtEase());
  }

  private int readOn(DatagramSink sink, int limit) {
    int read = disk.poll(sink, limit);
    if (read == limit) {
      return read;
    }
    disk.follow(journal.written());
    int more = disk.poll(sink, limit);
    // Not while it is busy: it would only fall behind again.
    if (more < limit && downstream.isAtEase()) {
      caughtUp = true;
      disk.close();
      tellAllRead();
    }
    return read + more;
  }

  private void tellAllRead() {
    if (earlierRead) {
      Logger.info("raw journal: all that waited is read, up to datagram {}", sequence);
    } else {
      Logger.info(
          "raw journal: all that the run before left is read, and {} datagrams that came meanwhile {}",
          sequence - liveAfter,
          LogCode.JOURNAL_READ);
      earlierRead = true;
    }
  }

  private void journal(Datagram datagram) {
    append(datagram);
    next.accept(datagram);
  }

  private void keep(Datagram datagram) {
    append(datagram);
    waiting = sequence - Math.max(disk.lastSequence(), liveAfter);
    judge(datagram.arrivalNanos);
  }

  private void append(Datagram datagram) {
    datagram.sequence = ++sequence;
    takenNanos = datagram.arrivalNanos;
    if (!gapTold) {
      gapTold = true;
      disk.tellGapBefore(datagram);
    }
    journal.append(datagram);
  }

  /**
   * A machine that is too slow for what is live would fall behind for ever. Where more waits than a
   * while ago, work is given up for it. Where that does not help and what waits is late, it is read
   * as it comes; what has no room is dropped and counted.
   */
  private void judge(long arrivalNanos) {
    if (Math.abs(arrivalNanos - judgedNanos) < JUDGE_NANOS || disk.lastSequence() <= liveAfter) {
      return;
    }
    long unread = waiting;
    boolean grows = unread > unreadBefore;
    late = overrun && grows && arrivalNanos - disk.lastArrivalNanos() > LATE_NANOS;
    overrun |= grows;
    unreadBefore = unread;
    judgedNanos = arrivalNanos;
  }

  @Override
  public boolean isExhausted() {
    return caughtUp && live.isExhausted();
  }

  @Override
  public void close() throws IOException {
    disk.close();
    live.close();
  }
}
