package dev.catenary.device.stage;

import dev.catenary.proto.flow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one place where threads are started. Stages are added in the order of the flow, started from
 * its end so that nothing runs into a stage that is not there yet, and stopped from its beginning
 * so that what has been taken in drains through.
 */
public final class Lifecycle {
  private static final long UNHURRIED_NANOS = Duration.ofDays(1).toNanos();

  private final List<StageThread> threads = new ArrayList<>();
  private final CountDownLatch broken = new CountDownLatch(1);
  private boolean started;
  private boolean inTurns;
  private boolean allDone = true;

  /** A stage that finishes all it holds before it stops, and may wait for the disk. */
  public void addDraining(Stage stage) {
    addDraining(stage, Patience.DISK);
  }

  /**
   * A stage that finishes all it holds before it stops.
   *
   * @param patience the longest one step may take before the stage counts as stalled
   */
  public void addDraining(Stage stage, Patience patience) {
    threads.add(new StageThread(stage, true, patience, broken::countDown));
  }

  /** A stage that stops where it stands, and may wait for the disk. */
  public void addInterruptible(Stage stage) {
    addInterruptible(stage, Patience.DISK);
  }

  /**
   * A stage that stops where it stands; what it has not done is kept on disk.
   *
   * @param patience the longest one step may take before the stage counts as stalled
   */
  public void addInterruptible(Stage stage, Patience patience) {
    threads.add(new StageThread(stage, false, patience, broken::countDown));
  }

  public void start() {
    started = true;
    for (StageThread thread : threads.reversed()) {
      thread.start();
    }
  }

  /**
   * Lets each stage work once on the calling thread, in the order of the flow, in place of {@link
   * #start}: for whoever holds clock and order. {@link #stop} then drains on its caller's thread.
   *
   * @return amount of work that was done; 0 when there was none
   */
  public int turn() {
    inTurns = true;
    int work = 0;
    for (StageThread thread : threads) {
      work += thread.turn();
    }
    return work;
  }

  /** Stops all, however long what they hold takes. */
  public void stop() throws InterruptedException {
    stop(System.nanoTime() + UNHURRIED_NANOS);
  }

  /**
   * Stops all; what is not done by the deadline is left undone.
   *
   * @param deadlineNanos by {@link System#nanoTime}
   * @return true when every stage has done all it held
   */
  public boolean stop(long deadlineNanos) throws InterruptedException {
    if (inTurns) {
      inTurns = false;
      threads.forEach(StageThread::drainHere);
    }
    if (!started) {
      return allDone;
    }
    started = false;
    for (StageThread thread : threads) {
      allDone &= thread.stop(deadlineNanos);
    }
    return allDone;
  }

  /** Progress of each stage; any thread may ask. */
  public List<StageProgress> progress() {
    return threads.stream().map(StageThread::progress).toList();
  }

  /** Waits until a stage breaks or the time is over; true when one has broken. */
  public boolean awaitBroken(long millis) throws InterruptedException {
    return broken.await(millis, TimeUnit.MILLISECONDS);
  }

  /** First failure in the order of the flow, or null. */
  public @Nullable Throwable firstBroken() {
    for (StageThread thread : threads) {
      Throwable failure = thread.broken();
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }
}
