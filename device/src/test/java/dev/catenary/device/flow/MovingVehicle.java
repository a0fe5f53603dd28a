package dev.catenary.device.flow;

import dev.catenary.capture.link.DatagramRing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Puts into a ring what a moving vehicle's VLP-16 and INS send: a LiDAR packet each 1.327 ms and an
 * INSPVAX message each 100 ms, at 8 m/s to the north.
 *
 * <p>Sources: VLP-16 User Manual 63-9243, section 9.3.2; OEM7 Commands and Logs Reference Manual,
 * "Binary" header, log INSPVAX (1465) and "32-Bit CRC".
 */
final class MovingVehicle {
  static final int LIDAR_PORT = 2368;
  static final int INS_PORT = 3001;

  static final long PACKET_NANOS = 1_327_104;
  static final long INS_NANOS = 100_000_000;

  private static final long START_UNIX_NANOS = 1_763_683_200_000_000_000L;
  private static final long GPS_UTC_NANOS = (315_964_800L - 18) * 1_000_000_000;
  private static final long WEEK_NANOS = 604_800_000_000_000L;
  private static final int INS_HEADER = 28;
  private static final int INS_BODY = 126;
  private static final double DEGREES_PER_METRE = 1 / 111_000.0;

  private final DatagramRing ring;
  private final ByteBuffer lidar = ByteBuffer.allocate(1206).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer ins =
      ByteBuffer.allocate(INS_HEADER + INS_BODY + 4).order(ByteOrder.LITTLE_ENDIAN);
  private long nowNanos = START_UNIX_NANOS;
  private long nextInsNanos = START_UNIX_NANOS;
  private int azimuthCentidegrees;

  MovingVehicle(DatagramRing ring) {
    this.ring = ring;
    lidar.put(1204, (byte) 0x37).put(1205, (byte) 0x22);
    for (int block = 0; block < 12; block++) {
      lidar.putShort(block * 100, (short) 0xEEFF);
      for (int i = 0; i < 32; i++) {
        lidar.putShort(block * 100 + 4 + i * 3, (short) (2_500 + 40 * i));
        lidar.put(block * 100 + 6 + i * 3, (byte) 60);
      }
    }
    ins.put(0, (byte) 0xAA).put(1, (byte) 0x44).put(2, (byte) 0x12).put(3, (byte) INS_HEADER);
    ins.putShort(4, (short) 1465).put(7, (byte) 0x20).putShort(8, (short) INS_BODY);
    ins.put(13, (byte) 180);
    ins.putInt(INS_HEADER, 3).putInt(INS_HEADER + 4, 56);
    ins.putDouble(INS_HEADER + 16, 143.85).putDouble(INS_HEADER + 24, 441);
  }

  /** Sends one LiDAR packet, and before it the INS message that is due. */
  void step() {
    if (nowNanos >= nextInsNanos) {
      ins(nextInsNanos);
      nextInsNanos += INS_NANOS;
    }
    for (int block = 0; block < 12; block++) {
      lidar.putShort(block * 100 + 2, (short) azimuthCentidegrees);
      azimuthCentidegrees = (azimuthCentidegrees + 40) % 36_000;
    }
    lidar.putInt(1200, (int) (nowNanos / 1_000 % 3_600_000_000L));
    ring.offer(lidar, 0, 1206, 0, nowNanos, 0x7F000001, 2368, LIDAR_PORT);
    nowNanos += PACKET_NANOS;
  }

  private void ins(long unixNanos) {
    long gpsNanos = unixNanos - GPS_UTC_NANOS;
    double seconds = (unixNanos - START_UNIX_NANOS) / 1e9;
    ins.putShort(14, (short) (gpsNanos / WEEK_NANOS));
    ins.putInt(16, (int) (gpsNanos % WEEK_NANOS / 1_000_000));
    ins.putDouble(INS_HEADER + 8, -37.56 + seconds * 8 * DEGREES_PER_METRE);
    ins.putInt(INS_HEADER + INS_BODY, crc(INS_HEADER + INS_BODY));
    ring.offer(ins, 0, ins.capacity(), 1, unixNanos, 0x7F000001, 3001, INS_PORT);
  }

  private int crc(int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= ins.get(i) & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0xEDB88320 : crc >>> 1;
      }
    }
    return crc;
  }
}
