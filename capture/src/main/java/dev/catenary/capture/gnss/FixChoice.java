package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;

/**
 * Chooses where one receiver says its fixes both by NMEA and in a binary protocol: those with a
 * heading count, of equal ones the binary, whose numbers are finer. Others are left out and counted
 * ({@code FIXES_SAID_TWICE}), for one moment is one fix.
 */
final class FixChoice {
  /** A kind of fix that was not said for so long has ended. */
  private static final long SAID_NANOS_MAX = 2_500_000_000L;

  /** Times of two protocols for one moment differ by rounding alone. */
  private static final long SAME_MOMENT_NANOS = 5_000_000;

  private static final long NEVER = Long.MIN_VALUE;

  private final Counters counters;
  private final GnssListener listener;
  private final Side nmea = new Side();
  private final Side binary = new Side();
  private long handedGpsNanos = NEVER;

  FixChoice(Counters counters, GnssListener listener) {
    this.counters = counters;
    this.listener = listener;
    nmea.other = binary;
    binary.other = nmea;
    binary.winsEqual = true;
  }

  GnssListener nmea() {
    return nmea;
  }

  GnssListener binary() {
    return binary;
  }

  private final class Side implements GnssListener {
    private Side other = this;
    private boolean winsEqual;
    private long saidNanos = NEVER;
    private long headingNanos = NEVER;

    @Override
    public void fix(GnssFix fix) {
      long now = fix.hostTimeNanos;
      saidNanos = now;
      boolean hasHeading = !Double.isNaN(fix.headingRad);
      headingNanos = hasHeading ? now : headingNanos;
      boolean otherSays = isLately(other.saidNanos, now);
      boolean otherHasHeading = isLately(other.headingNanos, now);
      boolean wins = !otherSays || (hasHeading == otherHasHeading ? winsEqual : hasHeading);
      boolean isHanded =
          otherSays && Math.abs(fix.gpsTimeNanos - handedGpsNanos) < SAME_MOMENT_NANOS;
      if (!wins || isHanded) {
        counters.increment(DeviceCounter.FIXES_SAID_TWICE);
        return;
      }
      handedGpsNanos = fix.gpsTimeNanos;
      listener.fix(fix);
    }

    @Override
    public void ins(InsSolution solution) {
      listener.ins(solution);
    }

    @Override
    public void satellite(SatelliteInView satellite) {
      listener.satellite(satellite);
    }
  }

  private static boolean isLately(long saidNanos, long nowNanos) {
    return saidNanos != NEVER && Math.abs(nowNanos - saidNanos) <= SAID_NANOS_MAX;
  }
}
