package dev.catenary.capture.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The block-structured capture file: sections with their own byte order, interfaces with their own
 * time resolution, enhanced and simple packets. Blocks of other types are passed over.
 *
 * <p>Source: IETF draft-ietf-opsawg-pcapng, "PCAP Now Generic (pcapng) Capture File Format".
 */
final class PcapngReader implements FrameReader {
  static final int SECTION_HEADER = 0x0A0D0D0A;

  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int OPTION_END = 0;
  private static final int OPTION_INTERFACE_NAME = 2;
  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int OPTION_TIME_OFFSET = 14;
  private static final int OPTION_PACKET_ID = 5;
  private static final int BLOCK_HEADER_LENGTH = 8;
  private static final int BLOCK_OVERHEAD = 12;
  private static final int BLOCK_LENGTH_MAX = 1 << 20;
  private static final int ENHANCED_FIXED_LENGTH = 20;

  private final SequentialFile file;
  private final List<Interface> interfaces = new ArrayList<>();
  private boolean damaged;

  /** Content of an interface description block. */
  private record Interface(int linkType, String name, long unitsPerSecond, long offsetSeconds) {}

  PcapngReader(SequentialFile file) {
    this.file = file;
  }

  @Override
  public boolean isDamaged() {
    return damaged;
  }

  @Override
  public boolean next(CapturedFrame frame) throws IOException {
    while (!file.isAtEnd()) {
      if (!file.require(BLOCK_OVERHEAD)) {
        damaged = true;
        return false;
      }
      ByteBuffer buffer = file.buffer();
      int type = buffer.getInt(buffer.position());
      if (type == SECTION_HEADER) {
        byteOrderOf(buffer);
        interfaces.clear();
      }
      int length = buffer.getInt(buffer.position() + 4);
      if (length < BLOCK_OVERHEAD
          || length % 4 != 0
          || length > BLOCK_LENGTH_MAX
          || !file.require(length)
          || buffer.getInt(buffer.position() + length - 4) != length) {
        damaged = true;
        return false;
      }
      int body = buffer.position() + BLOCK_HEADER_LENGTH;
      int end = buffer.position() + length - 4;
      file.skip(length);
      boolean isFrame =
          switch (type) {
            case ENHANCED_PACKET -> enhancedPacket(buffer, body, end, frame);
            case SIMPLE_PACKET -> simplePacket(buffer, body, end, frame);
            case INTERFACE_DESCRIPTION -> interfaceDescription(buffer, body, end);
            default -> false;
          };
      if (isFrame) {
        return true;
      }
    }
    return false;
  }

  private static void byteOrderOf(ByteBuffer buffer) {
    int magic = buffer.order(ByteOrder.LITTLE_ENDIAN).getInt(buffer.position() + 8);
    if (magic != BYTE_ORDER_MAGIC) {
      buffer.order(ByteOrder.BIG_ENDIAN);
    }
  }

  private boolean interfaceDescription(ByteBuffer buffer, int body, int end) {
    if (end - body < 8) {
      damaged = true;
      return false;
    }
    int linkType = buffer.getShort(body) & 0xFFFF;
    String name = "";
    long unitsPerSecond = 1_000_000;
    long offsetSeconds = 0;
    int at = body + 8;
    while (at + 4 <= end) {
      int code = buffer.getShort(at) & 0xFFFF;
      int length = buffer.getShort(at + 2) & 0xFFFF;
      if (code == OPTION_END || at + 4 + length > end) {
        break;
      }
      if (code == OPTION_INTERFACE_NAME) {
        byte[] bytes = new byte[length];
        buffer.get(at + 4, bytes);
        name = new String(bytes, StandardCharsets.UTF_8);
      } else if (code == OPTION_TIME_RESOLUTION && length == 1) {
        unitsPerSecond = unitsPerSecond(buffer.get(at + 4));
      } else if (code == OPTION_TIME_OFFSET && length == 8) {
        offsetSeconds = buffer.getLong(at + 4);
      }
      at += 4 + padded(length);
    }
    interfaces.add(new Interface(linkType, name, unitsPerSecond, offsetSeconds));
    return false;
  }

  private static long unitsPerSecond(byte resolution) {
    int exponent = resolution & 0x7F;
    if (resolution < 0) {
      return 1L << Math.min(exponent, 62);
    }
    long units = 1;
    for (int i = 0; i < Math.min(exponent, 18); i++) {
      units *= 10;
    }
    return units;
  }

  private boolean enhancedPacket(ByteBuffer buffer, int body, int end, CapturedFrame frame) {
    int index = end - body < ENHANCED_FIXED_LENGTH ? -1 : buffer.getInt(body);
    if (index < 0 || index >= interfaces.size()) {
      damaged = true;
      return false;
    }
    Interface from = interfaces.get(index);
    int length = buffer.getInt(body + 12);
    if (length < 0 || length > end - body - ENHANCED_FIXED_LENGTH) {
      damaged = true;
      return false;
    }
    long high = buffer.getInt(body + 4);
    long time = (high << 32) | (buffer.getInt(body + 8) & 0xFFFF_FFFFL);
    long units = from.unitsPerSecond();
    frame.timestampNanos =
        (time / units + from.offsetSeconds()) * 1_000_000_000
            + (long) ((double) (time % units) * (1e9 / units) + 0.5);
    frame.packetId = -1;
    fill(frame, buffer, body + ENHANCED_FIXED_LENGTH, length, index);
    frame.wireLength = Math.max(length, buffer.getInt(body + 16));
    packetId(buffer, body + ENHANCED_FIXED_LENGTH + padded(length), end, frame);
    return true;
  }

  private static void packetId(ByteBuffer buffer, int options, int end, CapturedFrame frame) {
    int at = options;
    while (at + 4 <= end) {
      int code = buffer.getShort(at) & 0xFFFF;
      int length = buffer.getShort(at + 2) & 0xFFFF;
      if (code == OPTION_END || at + 4 + length > end) {
        return;
      }
      if (code == OPTION_PACKET_ID && length == 8) {
        frame.packetId = buffer.getLong(at + 4);
      }
      at += 4 + padded(length);
    }
  }

  private boolean simplePacket(ByteBuffer buffer, int body, int end, CapturedFrame frame) {
    if (interfaces.isEmpty() || end - body < 4) {
      damaged = true;
      return false;
    }
    int original = buffer.getInt(body);
    frame.timestampNanos = 0;
    frame.packetId = -1;
    fill(frame, buffer, body + 4, Math.min(Math.max(0, original), end - body - 4), 0);
    frame.wireLength = Math.max(frame.length, original);
    return true;
  }

  private void fill(CapturedFrame frame, ByteBuffer buffer, int offset, int length, int index) {
    frame.bytes = buffer;
    frame.offset = offset;
    frame.length = length;
    frame.linkType = interfaces.get(index).linkType();
    frame.interfaceIndex = index;
    frame.interfaceName = interfaces.get(index).name();
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
