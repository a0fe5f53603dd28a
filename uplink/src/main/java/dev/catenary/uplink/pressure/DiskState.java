package dev.catenary.uplink.pressure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * State of the spool's disk, for displays.
 *
 * @param freeBytes above what is kept free
 * @param fullIn at the rate of the last minutes; null while it does not fill, or unknown
 * @param sentence for a technician; says what to do where something must be done
 */
public record DiskState(Level level, long freeBytes, @Nullable Duration fullIn, String sentence) {
  /** From well to worst. */
  public enum Level {
    WELL,
    /** Whole zones are being given up for room; their overviews stay. */
    GIVING_UP,
    /** Nothing may be given up any more: zones are not recorded. */
    FULL,
    /** The disk cannot be asked: gone, or broken. */
    FAILED
  }

  /** True when the disk will be full within this time if it goes on like this. */
  public boolean isFullWithin(Duration time) {
    return fullIn != null && fullIn.compareTo(time) < 0;
  }
}
