package dev.catenary.capture.ouster;

/**
 * CRC-64 of a packet: polynomial of ECMA-182, least significant bit first, all ones at the start
 * and inverted at the end (as in the xz format). Eight bytes at a time, for it is taken over every
 * byte that arrives.
 *
 * <p>Source: ECMA-182, annex B; that it is this one: the maker's SDK 1.0.1, and the packets of real
 * recordings, whose checksums it gives.
 */
final class OusterChecksum {
  private static final long POLYNOMIAL_REVERSED = 0xC96C_5795_D787_0F42L;
  private static final int SLICES = 8;
  private static final int BYTE_VALUES = 256;

  /** Row k holds what a byte does to the sum when k more bytes follow it. */
  private static final long[][] TABLE = new long[SLICES][BYTE_VALUES];

  static {
    for (int value = 0; value < BYTE_VALUES; value++) {
      long sum = value;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ POLYNOMIAL_REVERSED;
      }
      TABLE[0][value] = sum;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int value = 0; value < BYTE_VALUES; value++) {
        long shorter = TABLE[slice - 1][value];
        TABLE[slice][value] = shorter >>> 8 ^ TABLE[0][(int) shorter & 0xFF];
      }
    }
  }

  private static final long[] AFTER_0 = TABLE[0];
  private static final long[] AFTER_1 = TABLE[1];
  private static final long[] AFTER_2 = TABLE[2];
  private static final long[] AFTER_3 = TABLE[3];
  private static final long[] AFTER_4 = TABLE[4];
  private static final long[] AFTER_5 = TABLE[5];
  private static final long[] AFTER_6 = TABLE[6];
  private static final long[] AFTER_7 = TABLE[7];

  private OusterChecksum() {}

  static long of(byte[] bytes, int offset, int length) {
    long sum = -1;
    int at = offset;
    int end = offset + length;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long next = sum ^ LittleEndian.signed64(bytes, at);
      sum =
          AFTER_7[(int) next & 0xFF]
              ^ AFTER_6[(int) (next >>> 8) & 0xFF]
              ^ AFTER_5[(int) (next >>> 16) & 0xFF]
              ^ AFTER_4[(int) (next >>> 24) & 0xFF]
              ^ AFTER_3[(int) (next >>> 32) & 0xFF]
              ^ AFTER_2[(int) (next >>> 40) & 0xFF]
              ^ AFTER_1[(int) (next >>> 48) & 0xFF]
              ^ AFTER_0[(int) (next >>> 56)];
    }
    for (; at < end; at++) {
      sum = AFTER_0[(int) (sum ^ bytes[at]) & 0xFF] ^ sum >>> 8;
    }
    return ~sum;
  }
}
