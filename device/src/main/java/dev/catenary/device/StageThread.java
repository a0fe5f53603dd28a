package dev.catenary.device;

import dev.catenary.proto.flow.Stage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Drives one stage on a thread of its own, named by the stage's role. When asked to stop it lets
 * the stage finish what it holds, then closes it.
 */
final class StageThread {
  private static final long IDLE_NANOS = 500_000;

  private final Stage stage;
  private final boolean drainsOnStop;
  private final Runnable onBroken;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Exception broken;

  /**
   * @param drainsOnStop true when a stop waits until the stage has nothing left to do
   * @param onBroken told, on the stage's thread, when the stage threw
   */
  StageThread(Stage stage, boolean drainsOnStop, Runnable onBroken) {
    this.stage = stage;
    this.drainsOnStop = drainsOnStop;
    this.onBroken = onBroken;
    this.thread = Thread.ofPlatform().name(stage.roleName()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Asks the stage to stop and waits until it has. */
  void stop() throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    thread.join();
  }

  /** What the stage threw, or null while it is well. */
  @Nullable Exception broken() {
    return broken;
  }

  private void run() {
    try {
      while (!stopping) {
        if (stage.doWork() == 0) {
          LockSupport.parkNanos(IDLE_NANOS);
        }
      }
      while (drainsOnStop && stage.doWork() > 0) {
        // what the stage holds is its own to count; we only wait until there is none
        Thread.onSpinWait();
      }
    } catch (Exception e) {
      broken = e;
      Logger.error(e, "{} stopped: {}", stage.roleName(), e.getMessage());
      onBroken.run();
    } finally {
      close();
    }
  }

  private void close() {
    try {
      stage.close();
    } catch (Exception e) {
      Logger.error(e, "{} did not close: {}", stage.roleName(), e.getMessage());
    }
  }
}
