package dev.catenary.device.health;

import java.util.Locale;

/**
 * The pulse per second as this computer sees it.
 *
 * @param source the kernel's device as {@code /sys/class/pps/pps0}, or the pin
 * @param pulses since the source was there
 * @param offsetNanos of this computer's clock at the last pulse, from the nearest whole second
 * @param jitterNanos spread of the last offsets: largest less smallest
 * @param ageNanos of the last pulse
 */
public record PpsReading(
    String source, long pulses, long offsetNanos, long jitterNanos, long ageNanos) {
  private static final long STALE_NANOS = 3_000_000_000L;

  /** Tests whether pulses come. */
  public boolean isAlive() {
    return pulses > 0 && ageNanos < STALE_NANOS;
  }

  /** For people. */
  public String text() {
    return pulses == 0
        ? "no pulse yet at " + source
        : String.format(
            Locale.ROOT,
            "%s: clock %+.3f µs from the pulse, jitter %.3f µs, %,d pulses, the last %.1f s ago",
            source,
            offsetNanos / 1e3,
            jitterNanos / 1e3,
            pulses,
            ageNanos / 1e9);
  }
}
