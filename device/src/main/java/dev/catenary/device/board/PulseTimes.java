package dev.catenary.device.board;

import dev.catenary.device.health.PpsReading;

/** Times of the last pulses: this computer's clock at each, from the nearest second. */
final class PulseTimes {
  private static final long SECOND = 1_000_000_000L;
  private static final int OFFSETS = 16;

  private final long[] offsets = new long[OFFSETS];
  private int kept;
  private long pulses;
  private long lastStampNanos;

  /**
   * @param stampNanos wall clock at the pulse, nanoseconds since 1970-01-01T00:00Z
   * @param countedSince pulses since the last that was taken; those between were not seen by us
   */
  synchronized void take(long stampNanos, long countedSince) {
    pulses += countedSince;
    lastStampNanos = stampNanos;
    offsets[kept++ % OFFSETS] = Math.floorMod(stampNanos + SECOND / 2, SECOND) - SECOND / 2;
  }

  synchronized void forget() {
    kept = 0;
    pulses = 0;
  }

  /**
   * @param nowNanos wall clock, nanoseconds since 1970-01-01T00:00Z
   */
  synchronized PpsReading reading(String source, long nowNanos) {
    long offset = kept == 0 ? 0 : offsets[(kept - 1) % OFFSETS];
    return new PpsReading(source, pulses, offset, jitter(), nowNanos - lastStampNanos);
  }

  private long jitter() {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < Math.min(kept, OFFSETS); i++) {
      least = Math.min(least, offsets[i]);
      most = Math.max(most, offsets[i]);
    }
    return kept < 2 ? 0 : most - least;
  }
}
