package dev.catenary.capture.gnss;

import dev.catenary.proto.counter.Counters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts Septentrio SBF blocks out of a byte stream and checks their CRC.
 *
 * <p>Source: mosaic-X5 Reference Guide, firmware 4.14, section 4.1 "SBF Outline".
 */
final class SbfParser extends SyncFrames {
  /** Also the first byte of an NMEA sentence; the second tells. */
  static final byte SYNC = '$';

  private static final byte SYNC_2 = '@';
  private static final int CRC_OFFSET = 2;
  private static final int ID_OFFSET = 4;
  private static final int LENGTH_OFFSET = 6;
  private static final int HEADER_LENGTH = 8;

  private final SbfBlocks blocks;
  private final byte[] bytes = new byte[GnssStream.MESSAGE_LENGTH_MAX];
  private final ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  SbfParser(Counters counters, SbfBlocks blocks) {
    super(counters, SYNC_2, HEADER_LENGTH);
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
  int needed(byte[] stream, int from) {
    int needed = BinaryProtocol.unsigned16(stream, from + LENGTH_OFFSET);
    return needed < HEADER_LENGTH || needed % 4 != 0 || needed > bytes.length ? NO_MESSAGE : needed;
  }

  @Override
  boolean isSound(byte[] stream, int from, int needed) {
    return Crc16.ccitt(stream, from + ID_OFFSET, from + needed)
        == BinaryProtocol.unsigned16(stream, from + CRC_OFFSET);
  }

  @Override
  void read(byte[] stream, int from, int needed) {
    System.arraycopy(stream, from, bytes, 0, needed);
    blocks.read(block, needed);
  }
}
