package dev.catenary.capture.gnss;

/** The two checks of 16 bits that receivers use. */
final class Crc16 {
  private static final int CCITT_POLYNOMIAL = 0x1021;
  private static final int CCITT_REFLECTED = 0x8408;

  private Crc16() {}

  /** Polynomial 0x1021, highest bit first, from 0: SBF and VectorNav. */
  static int ccitt(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ CCITT_POLYNOMIAL : crc << 1;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }

  /** The same polynomial, lowest bit first, from 0: sbgECom. */
  static int reflected(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ CCITT_REFLECTED : crc >>> 1;
      }
    }
    return crc;
  }
}
