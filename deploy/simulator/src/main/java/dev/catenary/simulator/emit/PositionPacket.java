package dev.catenary.simulator.emit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

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

  public static byte[] of(Instant utc, long microsPastHour, double latRad, double lonRad) {
    ByteBuffer packet = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    packet.putInt(TIMESTAMP_OFFSET, (int) microsPastHour).put(PPS_STATUS_OFFSET, PPS_LOCKED);
    packet.put(NMEA_OFFSET, rmc(utc, latRad, lonRad).getBytes(StandardCharsets.US_ASCII));
    return packet.array();
  }

  private static String rmc(Instant utc, double latRad, double lonRad) {
    ZonedDateTime t = utc.atZone(ZoneOffset.UTC);
    String body =
        String.format(
            Locale.ROOT,
            "GPRMC,%02d%02d%02d,A,%s,%s,%s,%s,016.0,090.0,%02d%02d%02d,000.0,E",
            t.getHour(),
            t.getMinute(),
            t.getSecond(),
            degreesMinutes(latRad, 2),
            latRad < 0 ? "S" : "N",
            degreesMinutes(lonRad, 3),
            lonRad < 0 ? "W" : "E",
            t.getDayOfMonth(),
            t.getMonthValue(),
            t.getYear() % 100);
    int checksum = 0;
    for (int i = 0; i < body.length(); i++) {
      checksum ^= body.charAt(i);
    }
    return String.format("$%s*%02X\r\n", body, checksum);
  }

  private static String degreesMinutes(double rad, int digits) {
    double degrees = Math.abs(Math.toDegrees(rad));
    int whole = (int) degrees;
    return String.format(Locale.ROOT, "%0" + digits + "d%09.6f", whole, (degrees - whole) * 60);
  }
}
