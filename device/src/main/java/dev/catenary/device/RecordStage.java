package dev.catenary.device;

import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.flow.BoundedQueue;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.zone.Zone;
import dev.catenary.uplink.Recorder;
import dev.catenary.uplink.spool.SpoolFullException;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Takes closed zones, has them classified and ranked, and makes them durable. A zone that the disk
 * has no room for is held and tried again; meanwhile zones wait in the queue.
 */
final class RecordStage implements Stage {
  private static final long RETRY_NANOS = 1_000_000_000;

  private final int number;
  private final BoundedQueue<Zone> closed;
  private final PreClassifier preClassifier;
  private final Supplier<Recorder> recorders;
  private final ZonePool pool;
  private final NeededSequences needed;
  private final LongSupplier nanoClock;
  private @Nullable Recorder recorder;
  private @Nullable Zone held;
  private long retryAtNanos;

  /**
   * @param number tells the recorders' threads apart
   * @param recorders makes this stage's own recorder, once there is a zone and so a map frame
   */
  RecordStage(
      int number,
      BoundedQueue<Zone> closed,
      PreClassifier preClassifier,
      Supplier<Recorder> recorders,
      ZonePool pool,
      NeededSequences needed,
      LongSupplier nanoClock) {
    this.number = number;
    this.closed = closed;
    this.preClassifier = preClassifier;
    this.recorders = recorders;
    this.pool = pool;
    this.needed = needed;
    this.nanoClock = nanoClock;
  }

  @Override
  public String roleName() {
    return "record-" + number;
  }

  @Override
  public int doWork() throws IOException {
    Zone zone = held;
    if (zone == null) {
      zone = closed.poll();
      if (zone == null) {
        return 0;
      }
      preClassifier.process(zone);
    } else if (nanoClock.getAsLong() - retryAtNanos < 0) {
      return 0;
    }
    Recorder own = recorder;
    if (own == null) {
      own = recorders.get();
      recorder = own;
    }
    try {
      own.record(zone);
    } catch (SpoolFullException e) {
      if (held == null) {
        Logger.error("recording waits: {}", e.getMessage());
      }
      held = zone;
      retryAtNanos = nanoClock.getAsLong() + RETRY_NANOS;
      return 0;
    }
    held = null;
    needed.done(zone);
    pool.giveBack(zone);
    return 1;
  }
}
