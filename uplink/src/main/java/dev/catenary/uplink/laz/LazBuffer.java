package dev.catenary.uplink.laz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A growing little-endian buffer that the file is put together in; reused. */
final class LazBuffer {
  /** With the array's header one MiB: one region of the packaged collector. */
  private ByteBuffer bytes = allocate((1 << 20) - 16);

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  void clear() {
    bytes.clear();
  }

  int position() {
    return bytes.position();
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer grown = allocate(Math.max(bytes.capacity() * 2, bytes.position() + more));
      grown.put(bytes.flip());
      bytes = grown;
    }
    return bytes;
  }

  LazBuffer u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  LazBuffer u16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  LazBuffer u32(int value) {
    room(4).putInt(value);
    return this;
  }

  LazBuffer u64(long value) {
    room(8).putLong(value);
    return this;
  }

  LazBuffer f64(double value) {
    room(8).putDouble(value);
    return this;
  }

  LazBuffer zeros(int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) 0);
    }
    return this;
  }

  /** ASCII in a field of fixed length, filled up with zeros; cut off where it is longer. */
  LazBuffer text(String text, int length) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    int used = Math.min(ascii.length, length);
    room(length).put(ascii, 0, used);
    return zeros(length - used);
  }

  LazBuffer put(byte[] source, int length) {
    room(length).put(source, 0, length);
    return this;
  }

  void setU64(int at, long value) {
    bytes.putLong(at, value);
  }

  /** Bytes written so far, between position and limit; valid until it is cleared. */
  ByteBuffer written() {
    return bytes.duplicate().flip();
  }
}
