package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts Septentrio SBF blocks out of a byte stream and checks their CRC.
 *
 * <p>Source: mosaic-X5 Reference Guide, firmware 4.14, section 4.1 "SBF Outline".
 */
final class SbfParser implements BinaryProtocol {
  /** Also the first byte of an NMEA sentence; the second tells. */
  static final byte SYNC = '$';

  private static final byte SYNC_2 = '@';
  private static final int CRC_OFFSET = 2;
  private static final int ID_OFFSET = 4;
  private static final int LENGTH_OFFSET = 6;
  private static final int HEADER_LENGTH = 8;

  private final Counters counters;
  private final SbfBlocks blocks;
  private final byte[] bytes = new byte[GnssStream.MESSAGE_LENGTH_MAX];
  private final ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  SbfParser(Counters counters, SbfBlocks blocks) {
    this.counters = counters;
    this.blocks = blocks;
  }

  @Override
  public void arrived(long hostTimeNanos) {
    blocks.arrived(hostTimeNanos);
  }

  @Override
  public void quiet() {
    blocks.quiet();
  }

  @Override
  public void end() {
    blocks.end();
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
    int needed = unsigned16(stream, from + LENGTH_OFFSET);
    if (needed < HEADER_LENGTH || needed % 4 != 0 || needed > bytes.length) {
      return NO_MESSAGE;
    }
    if (there < needed) {
      return NOT_YET;
    }
    int crc = Crc16.ccitt(stream, from + ID_OFFSET, from + needed);
    if (crc != unsigned16(stream, from + CRC_OFFSET)) {
      counters.increment(DeviceCounter.RECEIVER_BAD_CHECK);
      return NO_MESSAGE;
    }
    System.arraycopy(stream, from, bytes, 0, needed);
    blocks.read(block, needed);
    return needed;
  }

  private static int unsigned16(byte[] stream, int at) {
    return (stream[at] & 0xFF) | (stream[at + 1] & 0xFF) << 8;
  }
}
