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
  /** First byte of every message. */
  static final byte SYNC = (byte) 0xAA;

  static final int MESSAGE_LENGTH_MAX = 2_048;

  /** Answer of {@link #take}: what is there may be a message's beginning. */
  static final int NOT_YET = 0;

  /** Answer of {@link #take}: no message begins here. */
  static final int NO_MESSAGE = -1;

  private static final byte SYNC_1 = 0x44;
  private static final byte SYNC_LONG = 0x12;
  private static final byte SYNC_SHORT = 0x13;
  private static final int LONG_HEADER_LENGTH_MIN = 28;
  private static final int SHORT_HEADER_LENGTH = 12;
  private static final int LENGTH_KNOWN_AT = 10;
  private static final double HEIGHT_METRES_MAX = 100_000;
  private static final int CRC_LENGTH = 4;
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

  NovatelParser(Counters counters, GnssListener listener) {
    this.counters = counters;
    this.listener = listener;
  }

  /**
   * Takes the message that begins at {@code from}, when all of it is there.
   *
   * @return its length, {@link #NOT_YET} or {@link #NO_MESSAGE}
   */
  int take(byte[] stream, int from, int to) {
    int there = to - from;
    if (stream[from] != SYNC
        || (there > 1 && stream[from + 1] != SYNC_1)
        || (there > 2 && stream[from + 2] != SYNC_LONG && stream[from + 2] != SYNC_SHORT)) {
      return NO_MESSAGE;
    }
    if (there < LENGTH_KNOWN_AT) {
      return NOT_YET;
    }
    boolean isShort = stream[from + 2] == SYNC_SHORT;
    int header = isShort ? SHORT_HEADER_LENGTH : stream[from + 3] & 0xFF;
    int body =
        isShort
            ? stream[from + 3] & 0xFF
            : (stream[from + 8] & 0xFF) | (stream[from + 9] & 0xFF) << 8;
    int needed = header + body + CRC_LENGTH;
    if (needed > MESSAGE_LENGTH_MAX || (!isShort && header < LONG_HEADER_LENGTH_MIN)) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    System.arraycopy(stream, from, bytes, 0, needed);
    if (crc(bytes, needed - CRC_LENGTH) != message.getInt(needed - CRC_LENGTH)) {
      counters.increment(DeviceCounter.INS_BAD_CRC);
      return NO_MESSAGE;
    }
    read(isShort, header, body);
    return needed;
  }

  private void read(boolean isShort, int header, int length) {
    int id = message.getShort(4) & 0xFFFF;
    if (!isShort && id == INSPVAX && length == INSPVAX_LENGTH) {
      int week = message.getShort(14) & 0xFFFF;
      inspvax(header, GpsTime.ofWeek(week, message.getInt(16) / 1e3));
    } else if (isShort && id == INSPVAS && length == INSPVAS_LENGTH) {
      inspvas(header);
    } else {
      counters.increment(DeviceCounter.INS_OTHER);
    }
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
    if (!isPlace()) {
      counters.increment(DeviceCounter.INS_MALFORMED);
      return;
    }
    counters.increment(DeviceCounter.INS_MESSAGES);
    if (insStatus == INS_SOLUTION_GOOD || insStatus == INS_ALIGNMENT_COMPLETE) {
      solution.quality = positionQuality;
      listener.ins(solution);
    } else if (insStatus == INS_SOLUTION_FREE) {
      solution.quality = PoseQuality.DEAD_RECKONING;
      listener.ins(solution);
    }
  }

  /** A comparison with no number is false, so these say no to that as well. */
  private boolean isPlace() {
    return Math.abs(solution.latitudeRad) <= Math.PI / 2
        && Math.abs(solution.longitudeRad) <= Math.PI
        && Math.abs(solution.heightMetres) < HEIGHT_METRES_MAX
        && Math.abs(solution.rollRad) <= 2 * Math.PI
        && Math.abs(solution.pitchRad) <= 2 * Math.PI
        && Math.abs(solution.azimuthRad) <= 2 * Math.PI;
  }

  /** Table "Position or Velocity Type" of the manual. */
  private static PoseQuality positionQuality(int type) {
    return switch (type) {
      case 48, 49, 50, 51, 56 -> PoseQuality.RTK_FIXED;
      case 32, 33, 34, 55 -> PoseQuality.RTK_FLOAT;
      case 17, 18, 52, 54, 68, 69, 73, 74, 77, 78, 79, 80 -> PoseQuality.DIFFERENTIAL;
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
