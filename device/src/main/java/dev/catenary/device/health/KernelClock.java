package dev.catenary.device.health;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * State of the kernel's clock, by adjtimex(2) with nothing to set. Offsets are those of {@code
 * struct timex} in linux/timex.h on 64-bit machines.
 */
final class KernelClock {
  private static final int TIMEX_BYTES = 208;
  private static final int MAXERROR_OFFSET = 24;
  private static final int STATUS_OFFSET = 40;
  private static final int STA_UNSYNC = 0x0040;
  private static final double MICROSECONDS = 1e-6;

  private final MethodHandle adjtimex;

  /**
   * The clock at one moment.
   *
   * @param errorSecondsMax the kernel's own bound; grows while nothing disciplines the clock
   */
  record State(boolean synchronised, double errorSecondsMax) {}

  @SuppressWarnings("restricted") // the JDK has no other way to ask
  KernelClock() {
    Linker linker = Linker.nativeLinker();
    adjtimex =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("adjtimex"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  State read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
      int state = (int) adjtimex.invokeExact(timex);
      int status = timex.get(ValueLayout.JAVA_INT, STATUS_OFFSET);
      long maxError = timex.get(ValueLayout.JAVA_LONG, MAXERROR_OFFSET);
      return new State(state >= 0 && (status & STA_UNSYNC) == 0, maxError * MICROSECONDS);
    } catch (Throwable e) {
      throw new IllegalStateException("adjtimex could not be called", e);
    }
  }
}
