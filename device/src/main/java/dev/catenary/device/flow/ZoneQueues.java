package dev.catenary.device.flow;

import dev.catenary.capture.journal.Downstream;
import dev.catenary.inference.zone.ZonePool;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.flow.BoundedQueue;
import dev.catenary.proto.zone.Zone;

/**
 * Queues between capture and the recorders: closed zones, and copies of open ones to look at, all
 * of one pool. What has no room is counted and its zone given back.
 */
public final class ZoneQueues implements Downstream {
  private static final int CLOSED_ZONES = 512;
  private static final int LOOKS = 16;

  /** A source that can wait is held up before zones go without their margins for want of memory. */
  private static final double LENT_SHARE_MAX_WAITING = 0.4;

  /** Share of memory kept above that, so that a zone's margin does not depend on the workers. */
  private static final double MARGIN_SHARE_WAITING = 0.9;

  private static final double LENT_SHARE_MAX_LIVE = 0.75;

  private final ZonePool pool;
  private final BoundedQueue<Zone> closed;
  private final BoundedQueue<Zone> looks = BoundedQueue.dropOldest(LOOKS, this::skipLook);
  private final NeededSequences needed;
  private final Counters counters;
  private final double lentShareMax;

  /**
   * @param bytesMax what all zones, open and closed, may hold together
   * @param waits whether the source can be held up; if not, zones that do not fit drop
   */
  public ZoneQueues(long bytesMax, boolean waits, NeededSequences needed, Counters counters) {
    this.pool = waits ? new ZonePool(bytesMax, MARGIN_SHARE_WAITING) : new ZonePool(bytesMax);
    this.needed = needed;
    this.counters = counters;
    this.lentShareMax = waits ? LENT_SHARE_MAX_WAITING : LENT_SHARE_MAX_LIVE;
    this.closed =
        waits
            ? BoundedQueue.block(CLOSED_ZONES, this::drop)
            : BoundedQueue.dropNewest(CLOSED_ZONES, this::drop);
  }

  public ZonePool pool() {
    return pool;
  }

  public BoundedQueue<Zone> closed() {
    return closed;
  }

  public BoundedQueue<Zone> looks() {
    return looks;
  }

  /** Share of the queue of closed zones that is full, 0 to 1. */
  public double load() {
    return (double) closed.size() / CLOSED_ZONES;
  }

  /**
   * Tests whether zones have room; a source that can wait is held up before they fill their queue
   * or their memory.
   */
  @Override
  public boolean hasRoom() {
    return closed.size() == 0
        || (closed.size() < CLOSED_ZONES / 2 && pool.isLentBelow(lentShareMax));
  }

  /**
   * Tests whether the queue is so short that classification gives nothing up (docs/model.md, Under
   * pressure).
   */
  @Override
  public boolean isAtEase() {
    return closed.size() < CLOSED_ZONES / 8 && hasRoom();
  }

  private void skipLook(Zone zone) {
    counters.increment(DeviceCounter.ZONE_LOOKS_SKIPPED);
    pool.giveBack(zone);
  }

  private void drop(Zone zone) {
    counters.increment(DeviceCounter.ZONES_DROPPED_QUEUE_FULL);
    counters.add(DeviceCounter.POINTS_DROPPED_QUEUE_FULL, zone.size);
    needed.done(zone);
    pool.giveBack(zone);
  }
}
