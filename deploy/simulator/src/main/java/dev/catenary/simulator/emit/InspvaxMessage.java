package dev.catenary.simulator.emit;

import dev.catenary.simulator.platform.InsState;
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
  private static final int CRC_LENGTH = 4;
  private static final int INSPVAX = 1465;
  private static final byte PORT_THIS = 0x20;
  private static final byte TIME_FINE_STEERING = (byte) 180;
  private static final int SOLUTION_GOOD = 3;
  private static final int INS_RTK_FIXED = 56;
  private static final float POSITION_DEVIATION_METRES = 0.01f;
  private static final float OTHER_DEVIATION = 0.02f;
  private static final long WEEK_NANOS = 604_800_000_000_000L;
  private static final int CRC_POLYNOMIAL = 0xEDB8_8320;

  private InspvaxMessage() {}

  /**
   * @param gpsNanos GPS time since 1980-01-06; the message says it to the millisecond
   */
  public static byte[] of(long gpsNanos, InsState state) {
    ByteBuffer m =
        ByteBuffer.allocate(HEADER_LENGTH + BODY_LENGTH + CRC_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN);
    m.put((byte) 0xAA).put((byte) 0x44).put((byte) 0x12).put((byte) HEADER_LENGTH);
    m.putShort((short) INSPVAX).put((byte) 0).put(PORT_THIS);
    m.putShort((short) BODY_LENGTH).putShort((short) 0).put((byte) 0).put(TIME_FINE_STEERING);
    m.putShort((short) (gpsNanos / WEEK_NANOS));
    m.putInt((int) (gpsNanos % WEEK_NANOS / 1_000_000));
    m.putInt(0).putShort((short) 0).putShort((short) 0);
    m.putInt(SOLUTION_GOOD).putInt(INS_RTK_FIXED);
    m.putDouble(Math.toDegrees(state.latitudeRad));
    m.putDouble(Math.toDegrees(state.longitudeRad));
    // The undulation is 0, so this is the height above the ellipsoid too.
    m.putDouble(state.heightMetres).putFloat(0);
    m.putDouble(state.northMetresPerSecond);
    m.putDouble(state.eastMetresPerSecond);
    m.putDouble(state.upMetresPerSecond);
    m.putDouble(Math.toDegrees(state.rollRad));
    m.putDouble(Math.toDegrees(state.pitchRad));
    m.putDouble(Math.toDegrees(state.azimuthRad));
    for (int i = 0; i < 9; i++) {
      m.putFloat(i < 3 ? POSITION_DEVIATION_METRES : OTHER_DEVIATION);
    }
    m.putInt(0).putShort((short) 0);
    m.putInt(crc(m.array(), HEADER_LENGTH + BODY_LENGTH));
    return m.array();
  }

  private static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
      }
    }
    return crc;
  }
}
