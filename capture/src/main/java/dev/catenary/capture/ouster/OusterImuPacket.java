package dev.catenary.capture.ouster;

import dev.catenary.capture.sensor.DecodeStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The inertial packet of 48 bytes (IMU profile LEGACY), a hundred times a second: acceleration and
 * turn rate in the sensor's IMU frame, each with its own time on the sensor's clock. Little-endian.
 *
 * <p>Source: Ouster Firmware User Manual v3.1, section "IMU Data Packet Format", profile LEGACY.
 */
public final class OusterImuPacket {
  public static final int LENGTH = 48;

  private static final int DIAGNOSTIC_TIME_OFFSET = 0;
  private static final int ACCELERATION_TIME_OFFSET = DIAGNOSTIC_TIME_OFFSET + 8;
  private static final int TURN_RATE_TIME_OFFSET = ACCELERATION_TIME_OFFSET + 8;
  private static final int ACCELERATION_OFFSET = TURN_RATE_TIME_OFFSET + 8;
  private static final int TURN_RATE_OFFSET = ACCELERATION_OFFSET + 3 * Float.BYTES;

  private ByteBuffer fields = ByteBuffer.allocate(LENGTH);
  private int start;

  /**
   * Takes the packet in place, so it is valid until the buffer's bytes change; sets its byte order.
   *
   * @return ANCILLARY, or BAD_LENGTH and the packet that was there before stays
   */
  public DecodeStatus wrap(ByteBuffer packet, int offset, int length) {
    if (length != LENGTH) {
      return DecodeStatus.BAD_LENGTH;
    }
    fields = packet.order(ByteOrder.LITTLE_ENDIAN);
    start = offset;
    return DecodeStatus.ANCILLARY;
  }

  /** The processor's clock since it started, on no other packet. */
  public long diagnosticTimeNanos() {
    return fields.getLong(start + DIAGNOSTIC_TIME_OFFSET);
  }

  public long accelerationTimeNanos() {
    return fields.getLong(start + ACCELERATION_TIME_OFFSET);
  }

  public long turnRateTimeNanos() {
    return fields.getLong(start + TURN_RATE_TIME_OFFSET);
  }

  /**
   * In units of standard gravity.
   *
   * @param axis 0 for x, 1 for y, 2 for z
   */
  public float accelerationGravities(int axis) {
    return fields.getFloat(start + ACCELERATION_OFFSET + axis * Float.BYTES);
  }

  /**
   * @param axis 0 for x, 1 for y, 2 for z
   */
  public float turnRateDegreesPerSecond(int axis) {
    return fields.getFloat(start + TURN_RATE_OFFSET + axis * Float.BYTES);
  }
}
