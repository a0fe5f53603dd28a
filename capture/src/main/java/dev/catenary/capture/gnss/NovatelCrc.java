package dev.catenary.capture.gnss;

/**
 * The 32-bit CRC of NovAtel's binary messages and ASCII logs.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, "32-Bit CRC".
 */
final class NovatelCrc {
  private static final int POLYNOMIAL = 0xEDB88320;
  private static final int[] TABLE = table();

  private NovatelCrc() {}

  static int of(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
      }
      table[i] = crc;
    }
    return table;
  }
}
