package dev.catenary.uplink;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.transfer.EventUpload;
import dev.catenary.uplink.transfer.ReceiptMismatchException;
import dev.catenary.uplink.transfer.StoreException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tinylog.Logger;

/**
 * The events on their way to the store. They go before all chunks, for they are small and say where
 * to look. One that the store refuses waits alone, several one after the other hold up the events;
 * a store that fails, everything.
 */
final class EventSending {
  /** Events refused without one that arrives, before all of them wait. */
  private static final int ROW = 3;

  private final EventUpload upload;
  private final Pause storePause;
  private final Pause eventPause;
  private final Supplier<Pause> newPause;
  private final Map<String, Pause> alone = new ConcurrentHashMap<>();
  private final Counters counters;
  private final LongSupplier nanoClock;
  private volatile boolean elsewhere;
  private int inARow;

  EventSending(
      EventUpload upload,
      Pause storePause,
      Supplier<Pause> newPause,
      Counters counters,
      LongSupplier nanoClock) {
    this.upload = upload;
    this.storePause = storePause;
    this.eventPause = newPause.get();
    this.newPause = newPause;
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
    alone.clear();
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
    ZoneEvent event = upload.next(waiting -> !waits(waiting, now)).orElse(null);
    if (event == null) {
      return false;
    }
    try {
      upload.send(event);
      eventPause.end(true);
      alone.remove(event.getEventId());
      inARow = 0;
    } catch (IOException e) {
      failed(event, e);
    }
    return true;
  }

  private boolean waits(ZoneEvent event, long nowNanos) {
    Pause wait = alone.get(event.getEventId());
    return wait != null && wait.lasts(nowNanos);
  }

  private void failed(ZoneEvent event, IOException failure) {
    if (failure instanceof ReceiptMismatchException) {
      counters.increment(DeviceCounter.RECEIPT_MISMATCHES);
    }
    long now = nanoClock.getAsLong();
    StoreException answer = failure instanceof StoreException found ? found : null;
    boolean refused =
        answer == null
            || answer.kind() == StoreException.Kind.THIS_OBJECT
            || answer.kind() == StoreException.Kind.DAMAGED_ON_THE_WAY;
    long leastNanos = answer == null ? 0 : answer.retryAfter().toNanos();
    long waitNanos;
    if (refused) {
      waitNanos =
          alone
              .computeIfAbsent(event.getEventId(), any -> newPause.get())
              .beginAtLeast(now, leastNanos);
      inARow++;
      if (inARow >= ROW) {
        waitNanos = eventPause.begin(now);
      }
    } else {
      waitNanos = storePause.beginAtLeast(now, leastNanos);
    }
    counters.increment(DeviceCounter.UPLOAD_FAILURES);
    Logger.warn(
        "event {} was not sent: {}; next try in {} s",
        event.getEventId(),
        failure.getMessage(),
        String.format("%.1f", waitNanos / 1e9));
  }
}
