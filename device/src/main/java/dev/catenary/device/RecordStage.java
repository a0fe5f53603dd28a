package dev.catenary.device;

import dev.catenary.inference.PreClassifier;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.flow.BoundedQueue;
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
final class RecordStage implements Stage {
  private static final long RETRY_NANOS = 1_000_000_000;

  private final int number;
  private final BoundedQueue<Zone> closed;
  private final BoundedQueue<Zone> looks;
  private final PreClassifier preClassifier;
  private final Supplier<Recorder> recorders;
  private final ZonePool pool;
  private final NeededSequences needed;
  private final LongSupplier nanoClock;
  private @Nullable Recorder recorder;
  private @Nullable Zone held;
  private long retryAtNanos;
  private boolean lookedLast;

  /**
   * @param number tells the recorders' threads apart
   * @param looks copies of open zones
   * @param recorders makes this stage's own recorder, once there is a zone and so a map frame
   */
  RecordStage(
      int number,
      BoundedQueue<Zone> closed,
      BoundedQueue<Zone> looks,
      PreClassifier preClassifier,
      Supplier<Recorder> recorders,
      ZonePool pool,
      NeededSequences needed,
      LongSupplier nanoClock) {
    this.number = number;
    this.closed = closed;
    this.looks = looks;
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

  /** Looks and closed zones take turns, so that neither makes the other wait for long. */
  @Override
  public int doWork() throws IOException {
    if (!lookedLast && look()) {
      lookedLast = true;
      return 1;
    }
    lookedLast = false;
    return recordClosed() || look() ? 1 : 0;
  }

  /** Tells at once of a breach in a zone that is still open. */
  private boolean look() throws IOException {
    Zone copy = looks.poll();
    if (copy == null) {
      return false;
    }
    preClassifier.process(copy);
    recorder().reportOpen(copy);
    pool.giveBack(copy);
    return true;
  }

  private Recorder recorder() {
    Recorder own = recorder;
    if (own == null) {
      own = recorders.get();
      recorder = own;
    }
    return own;
  }

  private boolean recordClosed() throws IOException {
    Zone zone = held;
    if (zone == null) {
      zone = closed.poll();
      if (zone == null) {
        return false;
      }
      preClassifier.process(zone);
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
    pool.giveBack(zone);
    return true;
  }
}
