package dev.catenary.device.stage;

import dev.catenary.proto.flow.Stage;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Drives one stage on a thread of its own, named by the stage's role. When asked to stop it lets
 * the stage finish what it holds, then closes it.
 */
final class StageThread {
  private static final long IDLE_NANOS = 500_000;

  /** A stage that stays idle rests longer: a vehicle at rest shall not pay for its threads. */
  private static final long IDLE_NANOS_MAX = 8_000_000;

  private static final Duration HURRIED = Duration.ofMillis(500);

  private final Stage stage;
  private final boolean drainsOnStop;
  private final long patienceNanos;
  private final Runnable onBroken;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean hurried;
  private volatile boolean running;
  private volatile long stepEndedNanos;
  private volatile @Nullable Throwable broken;

  /**
   * @param drainsOnStop true when a stop waits until the stage has nothing left to do
   * @param patience the longest one step may take before the stage counts as stalled
   * @param onBroken told, on the stage's thread, when the stage threw
   */
  StageThread(Stage stage, boolean drainsOnStop, Patience patience, Runnable onBroken) {
    this.stage = stage;
    this.drainsOnStop = drainsOnStop;
    this.patienceNanos = patience.nanos();
    this.onBroken = onBroken;
    this.thread = Thread.ofPlatform().name(stage.roleName()).unstarted(this::run);
  }

  /** One step on the calling thread; 0 once the stage threw. */
  int turn() {
    if (broken != null) {
      return 0;
    }
    try {
      return stage.doWork();
    } catch (Exception | Error e) {
      breaks(e);
      return 0;
    }
  }

  /**
   * Finishes what the stage holds, where it drains at all, and closes it; on the calling thread.
   */
  void drainHere() {
    while (drainsOnStop && turn() > 0) {
      // as on its own thread
    }
    close();
  }

  void start() {
    stepEndedNanos = System.nanoTime();
    running = true;
    thread.start();
  }

  /**
   * Asks the stage to stop and waits until it has. Past the deadline it leaves undone what it
   * holds.
   *
   * @return true when it has finished all it held, and ended
   */
  boolean stop(long deadlineNanos) throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    if (thread.join(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())))) {
      return !hurried;
    }
    hurried = true;
    boolean ended = thread.join(HURRIED);
    Logger.warn("{} {} before it was done", stage.roleName(), ended ? "was stopped" : "was left");
    return false;
  }

  /** Error that the stage threw, or null while it is well. */
  @Nullable Throwable broken() {
    return broken;
  }

  StageProgress progress() {
    return new StageProgress(stage.roleName(), stepEndedNanos, patienceNanos, running);
  }

  private void run() {
    try {
      long idleNanos = IDLE_NANOS;
      while (!stopping) {
        int work = stage.doWork();
        stepEndedNanos = System.nanoTime();
        if (work > 0) {
          idleNanos = IDLE_NANOS;
        } else {
          LockSupport.parkNanos(idleNanos);
          idleNanos = Math.min(2 * idleNanos, IDLE_NANOS_MAX);
        }
      }
      while (drainsOnStop && !hurried && stage.doWork() > 0) {
        // what the stage holds is its own to count; we only wait until there is none
        stepEndedNanos = System.nanoTime();
      }
    } catch (Exception | Error e) {
      breaks(e);
    } finally {
      close();
      running = false;
    }
  }

  /** Errors too, as of memory outside the heap: a stage gone quietly would be missed by nobody. */
  private void breaks(Throwable why) {
    broken = why;
    Logger.error(why, "{} stopped: {}", stage.roleName(), why);
    onBroken.run();
  }

  private void close() {
    try {
      stage.close();
    } catch (Exception | Error e) {
      Logger.error(e, "{} did not close: {}", stage.roleName(), e.getMessage());
    }
  }
}
