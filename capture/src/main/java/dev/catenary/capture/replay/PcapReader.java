package dev.catenary.capture.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The classic capture file: a 24-byte header, then records of a 16-byte header and a frame. Both
 * byte orders, microseconds or nanoseconds.
 *
 * <p>Source: IETF draft-ietf-opsawg-pcap, "PCAP Capture File Format".
 */
final class PcapReader implements FrameReader {
  static final int MAGIC_MICROS = 0xA1B2C3D4;
  static final int MAGIC_NANOS = 0xA1B23C4D;

  private static final int FILE_HEADER_LENGTH = 24;
  private static final int LINK_TYPE_OFFSET = 20;
  private static final int LINK_TYPE_MASK = 0xFFFF;
  private static final int RECORD_HEADER_LENGTH = 16;
  private static final int FRACTION_OFFSET = 4;
  private static final int CAPTURED_LENGTH_OFFSET = 8;
  private static final int WIRE_LENGTH_OFFSET = 12;
  private static final int FRAME_LENGTH_MAX = 1 << 18;

  private final SequentialFile file;
  private final int linkType;
  private final int nanosPerFraction;
  private boolean damaged;

  PcapReader(SequentialFile file) throws IOException {
    this.file = file;
    if (!file.require(FILE_HEADER_LENGTH)) {
      damaged = true;
      nanosPerFraction = 1;
      linkType = -1;
      return;
    }
    ByteBuffer buffer = file.buffer();
    int start = buffer.position();
    int magic = buffer.order(ByteOrder.LITTLE_ENDIAN).getInt(start);
    if (magic != MAGIC_MICROS && magic != MAGIC_NANOS) {
      buffer.order(ByteOrder.BIG_ENDIAN);
      magic = buffer.getInt(start);
    }
    nanosPerFraction = magic == MAGIC_NANOS ? 1 : 1_000;
    linkType = buffer.getInt(start + LINK_TYPE_OFFSET) & LINK_TYPE_MASK;
    file.skip(FILE_HEADER_LENGTH);
  }

  static boolean isMagic(int littleEndianMagic) {
    int reversed = Integer.reverseBytes(littleEndianMagic);
    return littleEndianMagic == MAGIC_MICROS
        || littleEndianMagic == MAGIC_NANOS
        || reversed == MAGIC_MICROS
        || reversed == MAGIC_NANOS;
  }

  @Override
  public boolean next(CapturedFrame frame) throws IOException {
    if (linkType < 0 || file.isAtEnd()) {
      return false;
    }
    if (!file.require(RECORD_HEADER_LENGTH)) {
      damaged = true;
      return false;
    }
    ByteBuffer buffer = file.buffer();
    int start = buffer.position();
    long seconds = buffer.getInt(start) & 0xFFFF_FFFFL;
    long fraction = buffer.getInt(start + FRACTION_OFFSET) & 0xFFFF_FFFFL;
    int length = buffer.getInt(start + CAPTURED_LENGTH_OFFSET);
    int wireLength = buffer.getInt(start + WIRE_LENGTH_OFFSET);
    if (length < 0 || length > FRAME_LENGTH_MAX || !file.require(RECORD_HEADER_LENGTH + length)) {
      damaged = true;
      return false;
    }
    frame.bytes = buffer;
    frame.offset = buffer.position() + RECORD_HEADER_LENGTH;
    frame.length = length;
    frame.wireLength = Math.max(length, wireLength);
    frame.linkType = linkType;
    frame.timestampNanos = seconds * 1_000_000_000 + fraction * nanosPerFraction;
    frame.interfaceIndex = 0;
    frame.interfaceName = "";
    frame.packetId = -1;
    file.skip(RECORD_HEADER_LENGTH + length);
    return true;
  }

  @Override
  public boolean isDamaged() {
    return damaged;
  }
}
