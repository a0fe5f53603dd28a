package dev.catenary.uplink.transfer;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer's bytes without copying them first. */
final class ByteBufferStream extends InputStream {
  private final ByteBuffer bytes;

  ByteBufferStream(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, bytes.remaining());
    if (count == 0) {
      return -1;
    }
    bytes.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    return bytes.remaining();
  }
}
