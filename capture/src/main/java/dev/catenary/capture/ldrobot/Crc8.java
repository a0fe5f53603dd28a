package dev.catenary.capture.ldrobot;

import java.nio.ByteBuffer;

/**
 * The checksum of a frame: CRC-8 with the polynomial x^8 + x^6 + x^3 + x^2 + 1, from 0, not
 * reflected, not inverted.
 *
 * <p>Source: the table in LDROBOT's LD19 Development Manual V2.3, chapter on the communication
 * protocol, of which this is the polynomial.
 */
final class Crc8 {
  private static final int POLYNOMIAL = 0x4D;
  private static final byte[] TABLE = table();

  private Crc8() {}

  static byte of(ByteBuffer bytes, int offset, int length) {
    int crc = 0;
    for (int i = offset; i < offset + length; i++) {
      crc = TABLE[(crc ^ bytes.get(i)) & 0xFF];
    }
    return (byte) crc;
  }

  private static byte[] table() {
    byte[] table = new byte[256];
    for (int value = 0; value < table.length; value++) {
      int crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      table[value] = (byte) crc;
    }
    return table;
  }
}
