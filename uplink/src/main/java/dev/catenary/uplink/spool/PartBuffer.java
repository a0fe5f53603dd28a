package dev.catenary.uplink.spool;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Room for one part of one file, that remembers which it holds: a file of one part is read from the
 * disk once, and sent from the very bytes that were verified. Grows to the largest part asked for.
 * One thread.
 */
public final class PartBuffer {
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private @Nullable Object holds;
  private int part;

  /** The part, between position and limit. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Empty room for this many bytes. */
  ByteBuffer clear(int length) {
    holds = null;
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(length);
    }
    return bytes.clear().limit(length);
  }

  void holds(Object file, int partFromZero) {
    holds = file;
    part = partFromZero;
  }

  boolean isHolding(Object file, int partFromZero) {
    return file.equals(holds) && part == partFromZero;
  }
}
