package dev.catenary.uplink;

import dev.catenary.uplink.transfer.Backoff;

/** A wait after a failure, longer from failure to failure. Any thread may call. */
final class Pause {
  private final Backoff backoff;
  private boolean begun;
  private long untilNanos;

  Pause(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * Begins it, or begins it anew.
   *
   * @return how long it will last
   */
  synchronized long begin(long nowNanos) {
    return begin(nowNanos, backoff.nextNanos());
  }

  /** Begins it, or begins it anew, and no shorter than this. */
  synchronized long beginAtLeast(long nowNanos, long leastNanos) {
    return begin(nowNanos, Math.max(backoff.nextNanos(), leastNanos));
  }

  /** Begins it, or begins it anew, for this long. */
  synchronized long begin(long nowNanos, long nanos) {
    begun = true;
    untilNanos = nowNanos + nanos;
    return nanos;
  }

  synchronized boolean lasts(long nowNanos) {
    return begun && nowNanos - untilNanos < 0;
  }

  /** Time that it will still last; 0 when it does not. */
  synchronized long leftNanos(long nowNanos) {
    return lasts(nowNanos) ? untilNanos - nowNanos : 0;
  }

  /** Ends it; the next one will be as long as if there had been none, where this was a success. */
  synchronized void end(boolean succeeded) {
    begun = false;
    if (succeeded) {
      backoff.succeeded();
    }
  }
}
