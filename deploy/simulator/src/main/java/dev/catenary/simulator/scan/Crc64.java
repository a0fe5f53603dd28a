package dev.catenary.simulator.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum at an Ouster packet's end: CRC-64 with ECMA-182's polynomial, least significant bit
 * first, all ones at the start and inverted at the end. Eight bytes a step.
 *
 * <p>Source: ECMA-182, annex B, for the polynomial; Firmware User Manual v3.1, "Packet footer".
 */
final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C_5795_D787_0F42L;
  private static final int STEP = 8;
  private static final long[][] AFTER = new long[STEP][256];
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static {
    for (int value = 0; value < 256; value++) {
      long crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
      }
      AFTER[0][value] = crc;
    }
    for (int step = 1; step < STEP; step++) {
      for (int value = 0; value < 256; value++) {
        long before = AFTER[step - 1][value];
        AFTER[step][value] = AFTER[0][(int) (before & 0xFF)] ^ (before >>> 8);
      }
    }
  }

  private Crc64() {}

  static long of(byte[] bytes, int length) {
    long crc = -1;
    int at = 0;
    for (; at + STEP <= length; at += STEP) {
      long mixed = crc ^ (long) LONG.get(bytes, at);
      crc = 0;
      for (int i = 0; i < STEP; i++) {
        crc ^= AFTER[STEP - 1 - i][(int) (mixed >>> (8 * i)) & 0xFF];
      }
    }
    for (; at < length; at++) {
      crc = AFTER[0][(int) (crc ^ bytes[at]) & 0xFF] ^ (crc >>> 8);
    }
    return ~crc;
  }
}
