package dev.catenary.capture.journal;

import dev.catenary.proto.flow.Stage;
import java.util.function.LongSupplier;

/** Forces the journal to the disk at its interval, and lets go of what nothing needs any more. */
public final class JournalKeeper implements Stage {
  /**
   * Interval between attempts on a disk that takes nothing: live datagrams may be waiting for it.
   */
  private static final long RETRY_NANOS = 1_000_000_000;

  private final JournalWriter journal;
  private final long syncNanos;
  private final LongSupplier oldestNeeded;
  private final LongSupplier nanoClock;
  private long nextNanos;

  /**
   * @param oldestNeeded the oldest sequence that something not yet durable was made of
   */
  public JournalKeeper(
      JournalWriter journal, long syncNanos, LongSupplier oldestNeeded, LongSupplier nanoClock) {
    this.journal = journal;
    this.syncNanos = syncNanos;
    this.oldestNeeded = oldestNeeded;
    this.nanoClock = nanoClock;
    this.nextNanos = nanoClock.getAsLong() + syncNanos;
  }

  @Override
  public String roleName() {
    return "capture-journal";
  }

  @Override
  public int doWork() {
    if (nanoClock.getAsLong() - nextNanos < 0) {
      return 0;
    }
    nextNanos = nanoClock.getAsLong() + syncNanos;
    journal.force();
    journal.release(oldestNeeded.getAsLong());
    if (!journal.isKeeping()) {
      nextNanos = nanoClock.getAsLong() + Math.min(syncNanos, RETRY_NANOS);
    }
    return 0;
  }

  @Override
  public void close() {
    journal.force();
  }
}
