package dev.catenary.capture.velodyne;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes data packets field by field, by the offsets of the VLP-16 manual, section 9.3.2. */
final class VelodynePackets {
  static final int STRONGEST = 0x37;
  static final int LAST = 0x38;
  static final int DUAL = 0x39;
  static final int HDL_32E = 0x21;
  static final int VLP_16 = 0x22;
  static final int PUCK_HI_RES = 0x24;
  static final int VLP_32C = 0x28;
  static final int VLS_128 = 0xA1;

  final ByteBuffer bytes = ByteBuffer.allocate(1206).order(ByteOrder.LITTLE_ENDIAN);

  private VelodynePackets() {}

  /** A packet whose head turns by one step from azimuth to azimuth. */
  static VelodynePackets packet(
      int productId, int mode, long micros, int azimuthCentidegrees, double stepCentidegrees) {
    VelodynePackets packet = new VelodynePackets();
    int copies = mode == DUAL ? 2 : 1;
    for (int block = 0; block < 12; block++) {
      int bank = productId == VLS_128 ? block / copies % 4 : 0;
      int step = block / (productId == VLS_128 ? 4 * copies : copies);
      double azimuth = azimuthCentidegrees + step * stepCentidegrees;
      packet.bytes.putShort(block * 100, (short) (0xEEFF - bank * 0x1100));
      packet.azimuth(block, (int) Math.round(azimuth) % 36_000);
    }
    packet.bytes.putInt(1200, (int) micros);
    packet.bytes.put(1204, (byte) mode);
    packet.bytes.put(1205, (byte) productId);
    return packet;
  }

  VelodynePackets azimuth(int block, int centidegrees) {
    bytes.putShort(block * 100 + 2, (short) centidegrees);
    return this;
  }

  VelodynePackets measurement(int block, int index, int distance, int intensity) {
    int at = block * 100 + 4 + index * 3;
    bytes.putShort(at, (short) distance);
    bytes.put(at + 2, (byte) intensity);
    return this;
  }

  VelodynePackets everyMeasurement(int distance, int intensity) {
    for (int block = 0; block < 12; block++) {
      for (int i = 0; i < 32; i++) {
        measurement(block, i, distance, intensity);
      }
    }
    return this;
  }
}
