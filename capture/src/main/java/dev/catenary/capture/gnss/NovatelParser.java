package dev.catenary.capture.gnss;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads NovAtel OEM7 binary messages, with the long and the short header, out of a byte stream.
 * Every message's CRC is checked; messages that are not used are counted.
 *
 * <p>Source: OEM7 Commands and Logs Reference Manual, "Binary", "Short Binary Headers", "32-Bit
 * CRC", and logs INSPVA (507), INSPVAS (508), INSPVAX (1465), BESTPOS (42), BESTVEL (99), HEADING2
 * (1335).
 */
final class NovatelParser implements BinaryProtocol {
  /** First byte of every message. */
  static final byte SYNC = (byte) 0xAA;

  static final int MESSAGE_LENGTH_MAX = 2_048;

  private static final byte SYNC_1 = 0x44;
  private static final byte SYNC_LONG = 0x12;
  private static final byte SYNC_SHORT = 0x13;
  private static final int LONG_HEADER_LENGTH_MIN = 28;
  private static final int SHORT_HEADER_LENGTH = 12;
  private static final int LENGTH_KNOWN_AT = 10;
  private static final int CRC_LENGTH = 4;
  private static final int INSPVAX_LENGTH = 126;
  private static final int INSPVA_LENGTH = 88;
  private static final int BESTPOS_LENGTH = 72;
  private static final int BESTVEL_LENGTH = 44;
  private static final int HEADING2_LENGTH = 48;

  private final Counters counters;
  private final NovatelLogs logs;
  private final byte[] bytes = new byte[MESSAGE_LENGTH_MAX];
  private final ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  NovatelParser(Counters counters, NovatelLogs logs) {
    this.counters = counters;
    this.logs = logs;
  }

  @Override
  public void arrived(long hostTimeNanos) {
    logs.arrived(hostTimeNanos);
  }

  @Override
  public int take(byte[] stream, int from, int to) {
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
    if (NovatelCrc.of(bytes, 0, needed - CRC_LENGTH) != message.getInt(needed - CRC_LENGTH)) {
      counters.increment(DeviceCounter.INS_BAD_CRC);
      return NO_MESSAGE;
    }
    read(isShort, header, body);
    return needed;
  }

  /** The header's length is at least that of the fields that are read. */
  private void read(boolean isShort, int header, int length) {
    int id = message.getShort(4) & 0xFFFF;
    int week = message.getShort(isShort ? 6 : 14) & 0xFFFF;
    long gpsTimeNanos = GpsTime.ofWeek(week, message.getInt(isShort ? 8 : 16) / 1e3);
    if (id == NovatelLogs.INSPVAX && length == INSPVAX_LENGTH) {
      inspvax(header, gpsTimeNanos);
    } else if ((id == NovatelLogs.INSPVAS || id == NovatelLogs.INSPVA) && length == INSPVA_LENGTH) {
      inspva(id, header);
    } else if (id == NovatelLogs.BESTPOS && length == BESTPOS_LENGTH) {
      bestpos(header, gpsTimeNanos);
    } else if (id == NovatelLogs.BESTVEL && length == BESTVEL_LENGTH) {
      logs.bestvel(
          message.getInt(header),
          gpsTimeNanos,
          message.getDouble(header + 16),
          message.getDouble(header + 24));
    } else if (id == NovatelLogs.HEADING2 && length == HEADING2_LENGTH) {
      logs.heading2(message.getInt(header), gpsTimeNanos, message.getFloat(header + 12));
    } else {
      logs.other(id);
    }
  }

  private void inspvax(int body, long gpsTimeNanos) {
    logs.solution(
        gpsTimeNanos,
        message.getDouble(body + 8),
        message.getDouble(body + 16),
        message.getDouble(body + 24) + message.getFloat(body + 32));
    logs.attitude(
        message.getDouble(body + 60), message.getDouble(body + 68), message.getDouble(body + 76));
    logs.handInspvax(message.getInt(body), message.getInt(body + 4));
  }

  /** INSPVAS differs from INSPVA in its header alone. */
  private void inspva(int id, int body) {
    logs.solution(
        GpsTime.ofWeek(message.getInt(body), message.getDouble(body + 4)),
        message.getDouble(body + 12),
        message.getDouble(body + 20),
        message.getDouble(body + 28));
    logs.attitude(
        message.getDouble(body + 60), message.getDouble(body + 68), message.getDouble(body + 76));
    logs.handInspva(id, message.getInt(body + 84));
  }

  private void bestpos(int body, long gpsTimeNanos) {
    logs.bestpos(
        message.getInt(body),
        message.getInt(body + 4),
        gpsTimeNanos,
        message.getDouble(body + 8),
        message.getDouble(body + 16),
        message.getDouble(body + 24) + message.getFloat(body + 32));
    logs.bestposDeviations(
        message.getFloat(body + 40), message.getFloat(body + 44), message.getFloat(body + 48));
    logs.handBestpos(message.get(body + 65) & 0xFF);
  }
}
