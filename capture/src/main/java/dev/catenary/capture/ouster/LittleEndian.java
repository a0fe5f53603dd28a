package dev.catenary.capture.ouster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian fields of a byte array. */
final class LittleEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int unsigned8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  static int unsigned16(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  static int unsigned24(byte[] bytes, int at) {
    return unsigned16(bytes, at) | unsigned8(bytes, at + 2) << 16;
  }

  static int signed32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long unsigned32(byte[] bytes, int at) {
    return signed32(bytes, at) & 0xFFFF_FFFFL;
  }

  static long unsigned40(byte[] bytes, int at) {
    return unsigned32(bytes, at) | (long) unsigned8(bytes, at + 4) << 32;
  }

  static long signed64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }
}
