package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.tinylog.Logger;

/**
 * First what the journal still holds of a run before, then the live datagrams, numbered beyond
 * those and journalled before anything else is done with them.
 *
 * <p>What lies on the disk can wait: it is read only while what comes after has room. What comes
 * live meanwhile cannot, so it is journalled at once and read back from there when its turn has
 * come; once all of that is read, live datagrams go straight on. One thread polls.
 */
public final class JournaledSource implements DatagramSource {
  /** So often it is judged whether the machine catches up at all, by the datagrams' host time. */
  private static final long JUDGE_NANOS = 10_000_000_000L;

  private final JournalSource disk;
  private final DatagramSource live;
  private final JournalWriter journal;
  private final BooleanSupplier hasRoom;
  private final DatagramSink keeping = this::keep;
  private final DatagramSink journalling = this::journal;
  private final boolean anyEarlier;
  private final long liveAfter;
  private DatagramSink next = _ -> {};
  private volatile boolean caughtUp;
  private volatile long waiting;
  private boolean gapTold;
  private long sequence;
  private long judgedNanos;
  private long unreadBefore = Long.MAX_VALUE;
  private boolean overrun;

  /**
   * @param hasRoom false while what comes after cannot take more of what can wait
   * @param sequencesAfter the live datagrams' sequences begin beyond this, and beyond the earlier
   */
  public JournaledSource(
      JournalSource disk,
      DatagramSource live,
      JournalWriter journal,
      BooleanSupplier hasRoom,
      long sequencesAfter) {
    this.disk = disk;
    this.live = live;
    this.journal = journal;
    this.hasRoom = hasRoom;
    this.anyEarlier = !disk.isExhausted();
    this.liveAfter = Math.max(disk.before().sequence(), sequencesAfter);
    this.sequence = liveAfter;
    this.caughtUp = !anyEarlier;
  }

  /** True when a run before has left something, read by now or not. */
  public boolean hasEarlier() {
    return anyEarlier;
  }

  /** Datagrams of runs before have this sequence at most, those of this run a higher one. */
  public long liveAfter() {
    return liveAfter;
  }

  /** True when nothing waits on the disk any more; any thread may ask. */
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
    if (caughtUp) {
      return live.poll(journalling, limit);
    }
    int read = overrun || hasRoom.getAsBoolean() ? readOn(sink, limit) : 0;
    if (caughtUp) {
      return read + live.poll(journalling, limit);
    }
    // A disk that takes nothing would lose them: they wait where they came in.
    return read + (journal.isKeeping() ? live.poll(keeping, limit) : 0);
  }

  private int readOn(DatagramSink sink, int limit) {
    int read = disk.poll(sink, limit);
    if (read == limit) {
      return read;
    }
    disk.follow(journal.written());
    int more = disk.poll(sink, limit);
    if (more < limit) {
      caughtUp = true;
      disk.close();
      Logger.info(
          "raw journal: all that the run before left is read, and {} datagrams that came meanwhile",
          sequence - liveAfter);
    }
    return read + more;
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
    if (!gapTold) {
      gapTold = true;
      disk.tellGapBefore(datagram);
    }
    journal.append(datagram);
  }

  /**
   * A machine that is too slow for what is live would fall behind for ever: where more waits than a
   * while ago, what waits is read as it comes, and what has no room is dropped and counted as it
   * would have been live.
   */
  private void judge(long arrivalNanos) {
    if (Math.abs(arrivalNanos - judgedNanos) < JUDGE_NANOS || disk.lastSequence() <= liveAfter) {
      return;
    }
    long unread = waiting;
    overrun |= unread >= unreadBefore;
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
