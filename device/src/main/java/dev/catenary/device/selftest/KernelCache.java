package dev.catenary.device.selftest;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Has the kernel forget what it holds of a file, so that a read comes from the disk. */
final class KernelCache {
  /** Of fcntl.h on Linux, the same on all machines but s390. */
  private static final int POSIX_FADV_DONTNEED = 4;

  private KernelCache() {}

  /** The file must have been forced; false when the kernel would not. */
  static boolean forget(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(file.toAbsolutePath().toString());
      int descriptor =
          (int)
              call("open", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                  .invokeExact(path, 0);
      if (descriptor < 0) {
        return false;
      }
      int advised =
          (int)
              call(
                      "posix_fadvise",
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.JAVA_INT)
                  .invokeExact(descriptor, 0L, 0L, POSIX_FADV_DONTNEED);
      int closed =
          (int) call("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).invokeExact(descriptor);
      return advised == 0 && closed == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("the C library could not be called", e);
    }
  }

  @SuppressWarnings("restricted") // the JDK has no other way to ask
  private static MethodHandle call(
      String name, ValueLayout result, java.lang.foreign.MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
