package dev.catenary.capture.link;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * Memory outside the heap that is not resident before it is used: from calloc(3), which takes large
 * pieces from the kernel as pages that are zero on first use. The JDK's direct buffers are zeroed
 * by writing, so that all of it is resident at once.
 */
final class UntouchedMemory {
  private UntouchedMemory() {}

  /** All zero; given back when nothing refers to it any more. */
  @SuppressWarnings("restricted") // the size is what calloc was asked for
  static ByteBuffer allocate(int bytes) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    MethodHandle calloc =
        linker.downcallHandle(
            libc.findOrThrow("calloc"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    MethodHandle free =
        linker.downcallHandle(
            libc.findOrThrow("free"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    MemorySegment memory = call(calloc, bytes);
    if (memory.equals(MemorySegment.NULL)) {
      throw new OutOfMemoryError("no " + bytes + " bytes to be had outside the heap");
    }
    return memory.reinterpret(bytes, Arena.ofAuto(), spent -> release(free, spent)).asByteBuffer();
  }

  private static MemorySegment call(MethodHandle calloc, long bytes) {
    try {
      return (MemorySegment) calloc.invokeExact(1L, bytes);
    } catch (Throwable e) {
      throw new IllegalStateException("calloc could not be called", e);
    }
  }

  private static void release(MethodHandle free, MemorySegment spent) {
    try {
      free.invokeExact(spent);
    } catch (Throwable e) {
      throw new IllegalStateException("free could not be called", e);
    }
  }
}
