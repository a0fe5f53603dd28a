package dev.catenary.simulator.emit;

import dev.catenary.simulator.platform.InsState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A Velodyne position packet with the pulse per second locked and the GPRMC of its second.
 *
 * <p>Source: VLP-16 User Manual 63-9243 Rev. E, section 9.4.
 */
public final class PositionPacket {
  public static final int LENGTH = 512;

  private static final int TIMESTAMP_OFFSET = 198;
  private static final int PPS_STATUS_OFFSET = 202;
  private static final int NMEA_OFFSET = 206;
  private static final byte PPS_LOCKED = 2;

  private PositionPacket() {}

  /**
   * @param hourMicros the sensor's clock when it sends this
   */
  public static byte[] of(Instant utc, long hourMicros, InsState state) {
    ByteBuffer packet = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    packet.putInt(TIMESTAMP_OFFSET, (int) hourMicros).put(PPS_STATUS_OFFSET, PPS_LOCKED);
    packet.put(NMEA_OFFSET, NmeaSentences.rmc(utc, state).getBytes(StandardCharsets.US_ASCII));
    return packet.array();
  }
}
