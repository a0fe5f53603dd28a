package dev.catenary.device.stage;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Clock of the whole machine, so that a test can hold it. The line to the broker, whose library has
 * threads and times of its own, keeps the host's.
 *
 * @param instants the time of day, which may step
 * @param nanos a time for waiting that never steps, as {@link System#nanoTime}
 */
public record MachineClock(InstantSource instants, LongSupplier nanos) {
  /** The host's. */
  public static final MachineClock SYSTEM =
      new MachineClock(InstantSource.system(), System::nanoTime);
}
