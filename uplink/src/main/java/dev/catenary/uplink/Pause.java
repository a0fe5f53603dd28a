package dev.catenary.uplink;

import dev.catenary.uplink.transfer.Backoff;

/** A wait after a failure, longer from failure to failure. Guarded by the uploader. */
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
  long begin(long nowNanos) {
    long nanos = backoff.nextNanos();
    begun = true;
    untilNanos = nowNanos + nanos;
    return nanos;
  }

  boolean lasts(long nowNanos) {
    return begun && nowNanos - untilNanos < 0;
  }

  /** Ends it; the next one will be as long as if there had been none, where this was a success. */
  void end(boolean succeeded) {
    begun = false;
    if (succeeded) {
      backoff.succeeded();
    }
  }
}
