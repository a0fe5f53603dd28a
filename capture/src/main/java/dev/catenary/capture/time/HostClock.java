package dev.catenary.capture.time;

/**
 * By how much the host's clock is wrong, as far as receivers tell: a board without a battery starts
 * in 1970, and is set right at some moment of the flight, or wrong by an hour. What needs the time
 * asks here; what needs an order has the sequence.
 *
 * <p>A clock within {@link #TOLERANCE_NANOS} of the receivers' time is taken as right: sentences
 * come late by up to a second. The capture thread tells and asks; any thread may read {@link
 * #aheadNanos}.
 */
public final class HostClock {
  /** Less is no error of the clock but the way of a sentence. */
  public static final long TOLERANCE_NANOS = 2_000_000_000;

  /** Time after a known time in which a jump of the clock is a correction. */
  private static final long SET_RIGHT_NANOS = 60_000_000_000L;

  private volatile long aheadNanos;
  private volatile boolean told;
  private boolean asked;
  private boolean newRun;
  private long run = Long.MIN_VALUE;
  private long lastHostNanos;
  private long lastUtcNanos;

  /**
   * A receiver that knows the date has told the time.
   *
   * @param utcNanos its time, nanoseconds since 1970-01-01T00:00Z
   * @param hostNanos host clock when it arrived
   */
  public void tell(long utcNanos, long hostNanos) {
    long offset = utcNanos - hostNanos;
    if (Math.abs(offset) <= TOLERANCE_NANOS) {
      aheadNanos = 0;
    } else if (aheadNanos == 0 || Math.abs(offset - aheadNanos) > TOLERANCE_NANOS) {
      aheadNanos = offset;
    } else {
      // Delays only ever make the offset look smaller.
      aheadNanos = Math.max(aheadNanos, offset);
    }
    told = true;
    remember(hostNanos);
  }

  /**
   * Begins a run: later questions are about it. Between two runs the clock may show anything, and
   * any time may have passed.
   *
   * @param number as the sequences of its datagrams have it
   */
  public void inRun(long number) {
    newRun |= number != run && run != Long.MIN_VALUE;
    run = number;
  }

  /** The time when the host's clock showed this, nanoseconds since 1970-01-01T00:00Z. */
  public long utcNanos(long hostNanos) {
    if (asked) {
      long passed = hostNanos - lastHostNanos;
      long ahead = aheadNanos;
      if (isSetRight(hostNanos, passed)) {
        aheadNanos = 0;
      } else if (told && !newRun && passed < -TOLERANCE_NANOS) {
        // Set back: time itself has gone on. A jump ahead may be a gap in what arrives.
        aheadNanos = ahead - passed;
      }
    }
    remember(hostNanos);
    return lastUtcNanos;
  }

  /**
   * True when the clock has jumped the way it was wrong, to a time that is not before the one that
   * is known: what it jumped less than that, a mere silence may have been.
   */
  private boolean isSetRight(long hostNanos, long passed) {
    long ahead = aheadNanos;
    long since = hostNanos - lastUtcNanos;
    return Math.abs(passed) > TOLERANCE_NANOS
        && Long.signum(passed) == Long.signum(ahead)
        && since >= -TOLERANCE_NANOS
        && (newRun || since < SET_RIGHT_NANOS);
  }

  private void remember(long hostNanos) {
    asked = true;
    newRun = false;
    lastHostNanos = hostNanos;
    lastUtcNanos = hostNanos + aheadNanos;
  }

  /** To be added to the host's clock; 0 while it is right, or nothing is known. */
  public long aheadNanos() {
    return aheadNanos;
  }

  /** True when a receiver has told the time and the date. */
  public boolean isTold() {
    return told;
  }
}
