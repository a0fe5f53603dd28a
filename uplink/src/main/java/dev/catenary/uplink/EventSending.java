package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.transfer.EventUpload;
import dev.catenary.uplink.transfer.ReceiptMismatchException;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * The events on their way to the store. They go before all chunks, for they are small and say where
 * to look. One that the store refuses holds up the events alone; a store that fails, everything.
 */
final class EventSending {
  private final EventUpload upload;
  private final Pause storePause;
  private final Pause eventPause;
  private final Counters counters;
  private final LongSupplier nanoClock;
  private volatile boolean elsewhere;

  EventSending(
      EventUpload upload,
      Pause storePause,
      Pause eventPause,
      Counters counters,
      LongSupplier nanoClock) {
    this.upload = upload;
    this.storePause = storePause;
    this.eventPause = eventPause;
    this.counters = counters;
    this.nanoClock = nanoClock;
  }

  /** Leaves them alone from now on. */
  void leave() {
    elsewhere = true;
  }

  /** Ends the waiting of the events. */
  void retryNow() {
    eventPause.end(false);
  }

  /**
   * Sends one event.
   *
   * @return false when none waits, or the store is not to be asked now
   */
  boolean step() {
    long now = nanoClock.getAsLong();
    if (elsewhere || storePause.lasts(now) || eventPause.lasts(now)) {
      return false;
    }
    try {
      boolean sent = upload.step();
      if (sent) {
        eventPause.end(true);
      }
      return sent;
    } catch (IOException e) {
      failed(e);
      return true;
    }
  }

  private void failed(IOException failure) {
    if (failure instanceof ReceiptMismatchException) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
    }
    boolean refused =
        failure instanceof StoreException answer
            && answer.kind() == StoreException.Kind.THIS_OBJECT;
    long waitNanos = (refused ? eventPause : storePause).begin(nanoClock.getAsLong());
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    Logger.warn(
        "an event was not sent: {}; next try in {} s",
        failure.getMessage(),
        String.format("%.1f", waitNanos / 1e9));
  }
}
