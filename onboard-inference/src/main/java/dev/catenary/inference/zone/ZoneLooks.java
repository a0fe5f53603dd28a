package dev.catenary.inference.zone;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.zone.Zone;
import java.util.function.Consumer;

/**
 * Hands out copies of zones that are still open, so that a violation is seen before its zone
 * closes: a zone that has had no point for a moment, and one that has doubled since it was last
 * looked at. One that seems to have been left is looked at whole. What is copied in growth is at
 * most twice what is gathered. Used by the grid's thread.
 *
 * <p>A copy comes from the pool and is for whom it is handed to, who gives it back. When memory is
 * short there is none: gathering comes first.
 */
public final class ZoneLooks {
  private static final int POINTS_MIN = 2_000;
  private static final int GROWING_POINTS_MIN = 30_000;
  private static final double GROWTH = 2;
  private static final double QUIET_GROWTH = 1.1;

  /** Multiple of the quiet time after which all of a zone has to have been looked at. */
  private static final int LEFT_QUIETS = 3;

  private static final int LEFT_POINTS_MIN = 200;

  private final long quietNanos;
  private final ZonePool pool;
  private final Counters counters;
  private final Consumer<Zone> onLook;

  /**
   * @param quietNanos host time without a point after which a zone is looked at
   */
  public ZoneLooks(long quietNanos, ZonePool pool, Counters counters, Consumer<Zone> onLook) {
    this.quietNanos = quietNanos;
    this.pool = pool;
    this.counters = counters;
    this.onLook = onLook;
  }

  /**
   * Looks at an open zone if it is time to.
   *
   * @param fillMargin gives the copy its margin
   */
  void consider(ZoneEntry open, long hostTimeNanos, Consumer<Zone> fillMargin) {
    int points = open.zone.size;
    long pauseNanos = hostTimeNanos - open.zone.lastHostNanos;
    boolean due =
        pauseNanos >= LEFT_QUIETS * quietNanos
            && points >= LEFT_POINTS_MIN
            && points > open.lookedAtPoints;
    due |=
        pauseNanos >= quietNanos
            ? points >= POINTS_MIN && points >= QUIET_GROWTH * open.lookedAtPoints
            : points >= GROWING_POINTS_MIN && points >= GROWTH * open.lookedAtPoints;
    if (!due) {
      return;
    }
    open.lookedAtPoints = points;
    Zone copy = pool.tryCopy(open.zone);
    if (copy == null) {
      counters.increment(DeviceCounter.ZONE_LOOKS_SKIPPED);
      return;
    }
    fillMargin.accept(copy);
    counters.increment(DeviceCounter.ZONE_LOOKS);
    onLook.accept(copy);
  }
}
