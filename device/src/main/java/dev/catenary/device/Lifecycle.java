package dev.catenary.device;

import dev.catenary.proto.flow.Stage;
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
  private final List<StageThread> threads = new ArrayList<>();
  private final CountDownLatch broken = new CountDownLatch(1);
  private boolean started;

  /** A stage that finishes all it holds before it stops. */
  public void addDraining(Stage stage) {
    threads.add(new StageThread(stage, true, broken::countDown));
  }

  /** A stage that stops where it stands; what it has not done is kept on disk. */
  public void addInterruptible(Stage stage) {
    threads.add(new StageThread(stage, false, broken::countDown));
  }

  public void start() {
    started = true;
    for (StageThread thread : threads.reversed()) {
      thread.start();
    }
  }

  public void stop() throws InterruptedException {
    if (!started) {
      return;
    }
    started = false;
    for (StageThread thread : threads) {
      thread.stop();
    }
  }

  /** Waits until a stage breaks or the time is over; true when one has broken. */
  public boolean awaitBroken(long millis) throws InterruptedException {
    return broken.await(millis, TimeUnit.MILLISECONDS);
  }

  /** What broke first in the order of the flow, or null. */
  public @Nullable Exception firstBroken() {
    for (StageThread thread : threads) {
      Exception exception = thread.broken();
      if (exception != null) {
        return exception;
      }
    }
    return null;
  }
}
