package dev.catenary.device.flow;

import dev.catenary.inference.PreClassifier;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Takes closed zones, has them classified and ranked, and makes them durable. A zone that the disk
 * does not take (full, no inodes, read-only) is held and tried again; meanwhile zones wait in the
 * queue.
 */
public final class RecordStage implements Stage {
  private static final long RETRY_NANOS = 1_000_000_000;

  private final int number;
  private final ZoneQueues queues;
  private final PreClassifier preClassifier;
  private final Supplier<Recorder> recorders;
  private final NeededSequences needed;
  private final Onlooker onlooker;
  private final LongSupplier nanoClock;
  private @Nullable Recorder recorder;
  private @Nullable Zone held;
  private long retryAtNanos;
  private boolean lookedLast;

  /**
   * @param number tells the recorders' threads apart
   * @param recorders makes this stage's own recorder, once there is a zone and so a map frame
   */
  public RecordStage(
      int number,
      ZoneQueues queues,
      PreClassifier preClassifier,
      Supplier<Recorder> recorders,
      NeededSequences needed,
      Onlooker onlooker,
      LongSupplier nanoClock) {
    this.number = number;
    this.queues = queues;
    this.preClassifier = preClassifier;
    this.recorders = recorders;
    this.needed = needed;
    this.onlooker = onlooker;
    this.nanoClock = nanoClock;
  }

  @Override
  public String roleName() {
    return "record-" + number;
  }

  /** Looks and closed zones take turns, so that neither makes the other wait for long. */
  @Override
  public int doWork() {
    if (!lookedLast && look()) {
      lookedLast = true;
      return 1;
    }
    lookedLast = false;
    return recordClosed() || look() ? 1 : 0;
  }

  /** Tells at once of a violation in a zone that is still open. */
  private boolean look() {
    Zone copy = queues.looks().poll();
    if (copy == null) {
      return false;
    }
    preClassifier.process(copy);
    try {
      recorder().reportOpen(copy);
    } catch (IOException e) {
      // The next look at the zone tells it, or its chunk does.
      Logger.warn("a clearance violation in an open zone is told later: {}", e.getMessage());
    }
    queues.pool().giveBack(copy);
    return true;
  }

  @Override
  public void close() {
    preClassifier.close();
  }

  private Recorder recorder() {
    Recorder own = recorder;
    if (own == null) {
      own = recorders.get();
      recorder = own;
    }
    return own;
  }

  private boolean recordClosed() {
    Zone zone = held;
    if (zone == null) {
      zone = queues.closed().poll();
      if (zone == null) {
        return false;
      }
      preClassifier.process(zone);
      queues.pool().giveBackMargin(zone);
      onlooker.labelled(zone);
    } else if (nanoClock.getAsLong() - retryAtNanos < 0) {
      return false;
    }
    try {
      recorder().record(zone);
    } catch (IOException e) {
      if (held == null) {
        Logger.error("recording waits: {}", e.getMessage());
      }
      held = zone;
      retryAtNanos = nanoClock.getAsLong() + RETRY_NANOS;
      return false;
    }
    if (held != null) {
      Logger.info("recording goes on");
    }
    held = null;
    needed.done(zone);
    queues.pool().giveBack(zone);
    return true;
  }
}
