package dev.catenary.simulator.emit;

import dev.catenary.simulator.platform.Drone;
import dev.catenary.simulator.platform.LocalFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * NovAtel's INSPVAX in binary, as an INS with a fixed RTK solution sends it.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual: "Binary" header, log INSPVAX (1465), "32-Bit
 * CRC".
 */
public final class InspvaxMessage {
  private static final int HEADER_LENGTH = 28;
  private static final int BODY_LENGTH = 126;
  private static final int INSPVAX = 1465;
  private static final int SOLUTION_GOOD = 3;
  private static final int INS_RTK_FIXED = 56;
  private static final long WEEK_NANOS = 604_800_000_000_000L;

  private InspvaxMessage() {}

  /**
   * @param gpsNanos GPS time since 1980-01-06; the message says it to the millisecond
   * @param seconds the same moment of the survey
   */
  public static byte[] of(long gpsNanos, double seconds, Drone drone, LocalFrame frame) {
    frame.place(drone.eastMetres(seconds), drone.northMetres(seconds), drone.upMetres(seconds));
    ByteBuffer m =
        ByteBuffer.allocate(HEADER_LENGTH + BODY_LENGTH + 4).order(ByteOrder.LITTLE_ENDIAN);
    m.put((byte) 0xAA).put((byte) 0x44).put((byte) 0x12).put((byte) HEADER_LENGTH);
    m.putShort((short) INSPVAX).put((byte) 0).put((byte) 0x20);
    m.putShort((short) BODY_LENGTH).putShort((short) 0).put((byte) 0).put((byte) 180);
    m.putShort((short) (gpsNanos / WEEK_NANOS));
    m.putInt((int) (gpsNanos % WEEK_NANOS / 1_000_000));
    m.putInt(0).putShort((short) 0).putShort((short) 0);
    m.putInt(SOLUTION_GOOD).putInt(INS_RTK_FIXED);
    m.putDouble(Math.toDegrees(frame.latitudeRad()));
    m.putDouble(Math.toDegrees(frame.longitudeRad()));
    m.putDouble(frame.heightMetres()).putFloat(0);
    m.putDouble(0).putDouble(0).putDouble(0);
    m.putDouble(Math.toDegrees(drone.rollRad(seconds)));
    m.putDouble(Math.toDegrees(drone.pitchRad(seconds)));
    m.putDouble(Math.toDegrees(drone.headingRad(seconds)));
    for (int i = 0; i < 9; i++) {
      m.putFloat(i < 3 ? 0.01f : 0.02f);
    }
    m.putInt(0).putShort((short) 0);
    m.putInt(crc(m.array(), HEADER_LENGTH + BODY_LENGTH));
    return m.array();
  }

  static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0xEDB88320 : crc >>> 1;
      }
    }
    return crc;
  }
}
