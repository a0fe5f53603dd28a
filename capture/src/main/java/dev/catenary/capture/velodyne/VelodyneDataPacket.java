package dev.catenary.capture.velodyne;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A data packet's fields where they stand: twelve blocks of one azimuth and 32 measurements, then
 * the time and the factory bytes. Little-endian.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E, section 9.3 "Data Packet Format"; the same layout
 * in the manuals of the other models.
 */
final class VelodyneDataPacket {
  static final int LENGTH = 1206;
  static final int BLOCKS = 12;
  static final int MEASUREMENTS = 32;

  /** Flag of the first 32 lasers; each further bank of the VLS-128 is 0x1100 less. */
  static final int FLAG_BANK_0 = 0xEEFF;

  static final int FLAG_BANK_STEP = 0x1100;

  static final int RETURN_STRONGEST = 0x37;
  static final int RETURN_LAST = 0x38;
  static final int RETURN_DUAL = 0x39;

  static final int AZIMUTHS = 36_000;

  private static final int AZIMUTH_OFFSET = 2;
  static final int MEASUREMENTS_OFFSET = 4;
  static final int MEASUREMENT_LENGTH = 3;
  static final int BLOCK_LENGTH = MEASUREMENTS_OFFSET + MEASUREMENTS * MEASUREMENT_LENGTH;
  private static final int TIMESTAMP_OFFSET = BLOCKS * BLOCK_LENGTH;
  private static final int RETURN_MODE_OFFSET = TIMESTAMP_OFFSET + 4;
  private static final int PRODUCT_ID_OFFSET = RETURN_MODE_OFFSET + 1;

  private final byte[] bytes = new byte[LENGTH];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /** Takes a copy of the packet: one array to read from makes the decoding loops fast. */
  void wrap(ByteBuffer packet, int offset) {
    packet.get(offset, bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  int flag(int block) {
    return fields.getShort(block * BLOCK_LENGTH) & 0xFFFF;
  }

  int azimuthCentidegrees(int block) {
    return fields.getShort(block * BLOCK_LENGTH + AZIMUTH_OFFSET) & 0xFFFF;
  }

  /** Microseconds past the hour, of the first firing. */
  long timestampMicros() {
    return fields.getInt(TIMESTAMP_OFFSET) & 0xFFFF_FFFFL;
  }

  int returnMode() {
    return bytes[RETURN_MODE_OFFSET] & 0xFF;
  }

  int productId() {
    return bytes[PRODUCT_ID_OFFSET] & 0xFF;
  }
}
