package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts SBG Systems' sbgECom frames out of a byte stream and checks CRC and end mark.
 *
 * <p>Source: sbgECom 5.1 protocol documentation, "Binary Protocol", frames of the standard form.
 * Unverified: no recording was at hand.
 */
final class SbgParser extends SyncFrames {
  static final byte SYNC = (byte) 0xFF;
  private static final byte SYNC_2 = 0x5A;
  private static final byte END = 0x33;
  private static final int ID_OFFSET = 2;
  private static final int CLASS_OFFSET = 3;
  private static final int LENGTH_OFFSET = 4;
  private static final int HEADER_LENGTH = 6;
  private static final int TRAILER_LENGTH = 3;
  private static final int DATA_LENGTH_MAX = 4_086;

  private final SbgLogs logs;
  private final byte[] bytes = new byte[DATA_LENGTH_MAX];
  private final ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  SbgParser(Counters counters, SbgLogs logs) {
    super(counters, SYNC_2, HEADER_LENGTH);
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
  int needed(byte[] stream, int from) {
    int length = BinaryProtocol.unsigned16(stream, from + LENGTH_OFFSET);
    return length > DATA_LENGTH_MAX ? NO_MESSAGE : HEADER_LENGTH + length + TRAILER_LENGTH;
  }

  @Override
  boolean isSound(byte[] stream, int from, int needed) {
    int check = from + needed - TRAILER_LENGTH;
    return stream[check + 2] == END
        && Crc16.reflected(stream, from + ID_OFFSET, check)
            == BinaryProtocol.unsigned16(stream, check);
  }

  @Override
  void read(byte[] stream, int from, int needed) {
    int length = needed - HEADER_LENGTH - TRAILER_LENGTH;
    System.arraycopy(stream, from + HEADER_LENGTH, bytes, 0, length);
    logs.read(stream[from + CLASS_OFFSET], stream[from + ID_OFFSET] & 0xFF, data, length);
  }
}
