package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads NovAtel OEM7 binary messages out of a byte stream: INSPVAX with the long header, INSPVAS
 * with the short one. Every message's CRC is checked; other messages are counted.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, "Binary", "Short Binary Headers", "32-Bit
 * CRC", and logs INSPVAX (1465) and INSPVAS (508).
 */
final class NovatelParser {
  private static final int SYNC_0 = 0xAA;
  private static final int SYNC_1 = 0x44;
  private static final int SYNC_LONG = 0x12;
  private static final int SYNC_SHORT = 0x13;
  private static final int LONG_HEADER_LENGTH_MIN = 28;
  private static final int SHORT_HEADER_LENGTH = 12;
  private static final int CRC_LENGTH = 4;
  private static final int MESSAGE_LENGTH_MAX = 2_048;
  private static final int CRC_POLYNOMIAL = 0xEDB88320;
  private static final int INSPVAX = 1465;
  private static final int INSPVAX_LENGTH = 126;
  private static final int INSPVAS = 508;
  private static final int INSPVAS_LENGTH = 88;
  private static final int INS_SOLUTION_GOOD = 3;
  private static final int INS_SOLUTION_FREE = 6;
  private static final int INS_ALIGNMENT_COMPLETE = 7;
  private static final int[] CRC_TABLE = crcTable();

  private final Counters counters;
  private final GnssListener listener;
  private final InsSolution solution = new InsSolution();
  private final byte[] bytes = new byte[MESSAGE_LENGTH_MAX];
  private final ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private int length;
  private int needed;

  NovatelParser(Counters counters, GnssListener listener) {
    this.counters = counters;
    this.listener = listener;
  }

  /** True while a message is under way: the next byte is its own, whatever it is. */
  boolean isUnderWay() {
    return length > 0;
  }

  /**
   * Takes the next byte.
   *
   * @return false when it cannot be part of a message; what was held is counted as skipped
   */
  boolean accept(byte next) {
    bytes[length++] = next;
    boolean fits =
        switch (length) {
          case 1 -> (next & 0xFF) == SYNC_0;
          case 2 -> (next & 0xFF) == SYNC_1;
          case 3 -> next == SYNC_LONG || next == SYNC_SHORT;
          default -> true;
        };
    if (!fits) {
      counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, length - 1L);
      length = 0;
      return false;
    }
    boolean isShort = length > 2 && bytes[2] == SYNC_SHORT;
    if (length == 10) {
      int body = isShort ? bytes[3] & 0xFF : message.getShort(8) & 0xFFFF;
      int header = isShort ? SHORT_HEADER_LENGTH : bytes[3] & 0xFF;
      needed = header + body + CRC_LENGTH;
      if (needed > MESSAGE_LENGTH_MAX || (!isShort && header < LONG_HEADER_LENGTH_MIN)) {
        counters.add(DeviceCounter.GNSS_BYTES_SKIPPED, length);
        length = 0;
      }
    } else if (length > 10 && length == needed) {
      messageEnds(isShort);
      length = 0;
    }
    return true;
  }

  private void messageEnds(boolean isShort) {
    int body = isShort ? SHORT_HEADER_LENGTH : bytes[3] & 0xFF;
    int end = needed - CRC_LENGTH;
    if (crc(bytes, end) != message.getInt(end)) {
      counters.increment(DeviceCounter.INS_BAD_CRC);
      return;
    }
    int id = message.getShort(4) & 0xFFFF;
    if (!isShort && id == INSPVAX && end - body == INSPVAX_LENGTH) {
      int week = message.getShort(14) & 0xFFFF;
      inspvax(body, GpsTime.ofWeek(week, message.getInt(16) / 1e3));
    } else if (isShort && id == INSPVAS && end - body == INSPVAS_LENGTH) {
      inspvas(body);
    } else {
      counters.increment(DeviceCounter.INS_OTHER);
      return;
    }
    counters.increment(DeviceCounter.INS_MESSAGES);
  }

  private void inspvax(int body, long gpsTimeNanos) {
    double undulation = message.getFloat(body + 32);
    fill(
        gpsTimeNanos,
        message.getDouble(body + 8),
        message.getDouble(body + 16),
        message.getDouble(body + 24) + undulation,
        body + 60);
    hand(message.getInt(body), positionQuality(message.getInt(body + 4)));
  }

  /** Has no position type; a good solution is taken as an unaided one. */
  private void inspvas(int body) {
    long gpsTimeNanos = GpsTime.ofWeek(message.getInt(body), message.getDouble(body + 4));
    fill(
        gpsTimeNanos,
        message.getDouble(body + 12),
        message.getDouble(body + 20),
        message.getDouble(body + 28),
        body + 60);
    hand(message.getInt(body + 84), PoseQuality.SINGLE);
  }

  private void fill(
      long gpsTimeNanos, double latitude, double longitude, double height, int attitude) {
    solution.gpsTimeNanos = gpsTimeNanos;
    solution.latitudeRad = Math.toRadians(latitude);
    solution.longitudeRad = Math.toRadians(longitude);
    solution.heightMetres = height;
    solution.rollRad = Math.toRadians(message.getDouble(attitude));
    solution.pitchRad = Math.toRadians(message.getDouble(attitude + 8));
    solution.azimuthRad = Math.toRadians(message.getDouble(attitude + 16));
  }

  private void hand(int insStatus, PoseQuality positionQuality) {
    if (insStatus == INS_SOLUTION_GOOD || insStatus == INS_ALIGNMENT_COMPLETE) {
      solution.quality = positionQuality;
      listener.ins(solution);
    } else if (insStatus == INS_SOLUTION_FREE) {
      solution.quality = PoseQuality.DEAD_RECKONING;
      listener.ins(solution);
    }
  }

  /** Table "Position or Velocity Type" of the manual. */
  private static PoseQuality positionQuality(int type) {
    return switch (type) {
      case 48, 49, 50, 56 -> PoseQuality.RTK_FIXED;
      case 32, 33, 34, 55 -> PoseQuality.RTK_FLOAT;
      case 17, 18, 54, 68, 69, 73, 74 -> PoseQuality.DIFFERENTIAL;
      case 19 -> PoseQuality.DEAD_RECKONING;
      default -> PoseQuality.SINGLE;
    };
  }

  static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[i]) & 0xFF];
    }
    return crc;
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
      }
      table[i] = crc;
    }
    return table;
  }
}
