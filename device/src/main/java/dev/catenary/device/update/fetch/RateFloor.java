package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.attack.SlowRetrievalException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The rate below which a transfer counts as held back: fewer bytes than that in a whole window.
 *
 * @param bytesPerSecondMin on average over a window
 * @param window by the monotonic clock
 * @param nanoClock monotonic
 */
public record RateFloor(long bytesPerSecondMin, Duration window, LongSupplier nanoClock) {
  /** Twice what a server sends that only wants the transfer never to end. */
  public static final RateFloor STANDARD =
      new RateFloor(1_024, Duration.ofMinutes(10), System::nanoTime);

  /** Watches one transfer. */
  final class Watch {
    private final String what;
    private long windowStart = nanoClock.getAsLong();
    private long bytes;

    Watch(String what) {
      this.what = what;
    }

    /** Leaves out a time in which this machine itself has held the transfer up. */
    void rested(long nanos) {
      windowStart += nanos;
    }

    void came(int count) throws SlowRetrievalException {
      bytes += count;
      long nanos = nanoClock.getAsLong() - windowStart;
      if (nanos < window.toNanos()) {
        return;
      }
      long seconds = Duration.ofNanos(nanos).toSeconds();
      if (bytes < bytesPerSecondMin * seconds) {
        throw new SlowRetrievalException(what, bytes, seconds, bytesPerSecondMin);
      }
      windowStart += nanos;
      bytes = 0;
    }
  }
}
