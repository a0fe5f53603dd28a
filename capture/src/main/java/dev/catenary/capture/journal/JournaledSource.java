package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.DatagramSink;
import dev.catenary.capture.link.DatagramSource;
import java.io.IOException;

/**
 * First what the journal still holds of a run before, then the live datagrams, numbered beyond
 * those and journalled before anything else is done with them.
 */
public final class JournaledSource implements DatagramSource {
  private final JournalSource recovery;
  private final DatagramSource live;
  private final JournalWriter journal;
  private final long sequencesAfter;
  private final DatagramSink journalling = this::journal;
  private DatagramSink next = _ -> {};
  private volatile long recoveredUpTo = Long.MAX_VALUE;
  private boolean recovered;
  private final boolean anyEarlier;
  private boolean gapTold;
  private long sequence;

  /**
   * @param sequencesAfter the live datagrams' sequences begin beyond this, and beyond the recovered
   */
  public JournaledSource(
      JournalSource recovery, DatagramSource live, JournalWriter journal, long sequencesAfter) {
    this.recovery = recovery;
    this.live = live;
    this.journal = journal;
    this.sequencesAfter = sequencesAfter;
    this.anyEarlier = !recovery.isExhausted();
    if (!anyEarlier) {
      liveFromNow();
    }
  }

  private void liveFromNow() {
    recovered = true;
    sequence = Math.max(recovery.lastSequence(), sequencesAfter);
    recoveredUpTo = sequence;
  }

  /** True when a run before has left something, recovered by now or not. */
  public boolean hasEarlier() {
    return anyEarlier;
  }

  /**
   * All that comes beyond this sequence is live; the largest number until all is recovered. Any
   * thread may ask.
   */
  public long recoveredUpTo() {
    return recoveredUpTo;
  }

  @Override
  public int poll(DatagramSink sink, int limit) throws IOException {
    if (!recovered) {
      int count = recovery.poll(sink, limit);
      if (count > 0) {
        return count;
      }
      liveFromNow();
    }
    next = sink;
    return live.poll(journalling, limit);
  }

  private void journal(Datagram datagram) {
    datagram.sequence = ++sequence;
    if (!gapTold) {
      gapTold = true;
      recovery.tellGapBefore(datagram);
    }
    journal.append(datagram);
    next.accept(datagram);
  }

  @Override
  public boolean isExhausted() {
    return recovered && live.isExhausted();
  }

  @Override
  public void close() throws IOException {
    recovery.close();
    live.close();
  }
}
