package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts SBG Systems' sbgECom frames out of a byte stream and checks CRC and end mark.
 *
 * <p>Source: sbgECom 5.1 protocol documentation, "Binary Protocol", frames of the standard form.
 * Unverified: no recording was at hand.
 */
final class SbgParser implements BinaryProtocol {
  static final byte SYNC = (byte) 0xFF;
  private static final byte SYNC_2 = 0x5A;
  private static final byte END = 0x33;
  private static final int ID_OFFSET = 2;
  private static final int CLASS_OFFSET = 3;
  private static final int LENGTH_OFFSET = 4;
  private static final int HEADER_LENGTH = 6;
  private static final int TRAILER_LENGTH = 3;
  private static final int DATA_LENGTH_MAX = 4_086;

  private final Counters counters;
  private final SbgLogs logs;
  private final byte[] bytes = new byte[DATA_LENGTH_MAX];
  private final ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  SbgParser(Counters counters, SbgLogs logs) {
    this.counters = counters;
    this.logs = logs;
  }

  @Override
  public void end() {
    logs.end();
  }

  @Override
  public void quiet() {
    logs.quiet();
  }

  @Override
  public int take(byte[] stream, int from, int to) {
    int there = to - from;
    if (there > 1 && stream[from + 1] != SYNC_2) {
      return NO_MESSAGE;
    }
    if (there < HEADER_LENGTH) {
      return NOT_YET;
    }
    int length = unsigned16(stream, from + LENGTH_OFFSET);
    int needed = HEADER_LENGTH + length + TRAILER_LENGTH;
    if (length > DATA_LENGTH_MAX) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    int check = from + HEADER_LENGTH + length;
    if (stream[check + 2] != END) {
      return NO_MESSAGE;
    }
    if (Crc16.reflected(stream, from + ID_OFFSET, check) != unsigned16(stream, check)) {
      counters.increment(DeviceCounter.RECEIVER_BAD_CHECK);
      return NO_MESSAGE;
    }
    System.arraycopy(stream, from + HEADER_LENGTH, bytes, 0, length);
    logs.read(stream[from + CLASS_OFFSET], stream[from + ID_OFFSET] & 0xFF, data, length);
    return needed;
  }

  private static int unsigned16(byte[] stream, int at) {
    return (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
  }
}
