package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes the blocks of a journal segment: a section header, one interface, and an enhanced packet
 * for each datagram. A packet has the IPv4 and UDP headers it may have come with, so that Wireshark
 * shows it. It has its sequence as the packet's id, and a check over all of it.
 *
 * <p>Source: IETF draft-ietf-opsawg-pcapng (options whose highest bit is set are for local use);
 * RFC 791; RFC 768.
 */
final class PcapngBlocks {
  static final int LINK_TYPE_IPV4 = 228;
  static final int ENHANCED_PACKET = 6;

  /** Of an enhanced packet, in wire order. */
  static final int TIME_OFFSET = 12;

  static final int CAPTURED_OFFSET = 20;
  static final int PACKET_HEAD = 28;

  /** IPv4 without options, and UDP. */
  static final int HEADERS_LENGTH = 28;

  static final int SOURCE_OFFSET = 12;
  static final int PORTS_OFFSET = 20;

  /** The longest IPv4 packet. */
  static final int CAPTURED_MAX = 65_535;

  private static final int OPTION_HEAD = 4;
  private static final int OPTION_PACKET_ID = 5;
  private static final int SEQUENCE_LENGTH = 8;

  /** For local use: CRC32C of the block's bytes before the option's value, little-endian. */
  private static final int OPTION_CHECK = 0x8C3C;

  private static final int CHECK_LENGTH = 4;
  private static final int TRAILER = 4 + 4;
  private static final byte NANOSECONDS = 9;
  private static final byte[] INTERFACE_NAME = "catenary".getBytes(StandardCharsets.US_ASCII);

  private final CRC32C crc = new CRC32C();

  /** The bytes a datagram takes in the file. */
  static int lengthOf(Datagram datagram) {
    return blockLength(HEADERS_LENGTH + datagram.length);
  }

  static int blockLength(int captured) {
    return checkOffset(captured) + CHECK_LENGTH + TRAILER;
  }

  static int sequenceOffset(int captured) {
    return PACKET_HEAD + padded(captured) + OPTION_HEAD;
  }

  static int checkOffset(int captured) {
    return sequenceOffset(captured) + SEQUENCE_LENGTH + OPTION_HEAD;
  }

  static int headLength() {
    return 28 + interfaceLength();
  }

  private static int interfaceLength() {
    return 20 + 4 + padded(INTERFACE_NAME.length) + 8 + 4;
  }

  static void head(ByteBuffer out) {
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D);
    out.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
    int length = interfaceLength();
    out.putInt(1).putInt(length).putShort((short) LINK_TYPE_IPV4).putShort((short) 0).putInt(0);
    out.putShort((short) 2).putShort((short) INTERFACE_NAME.length).put(INTERFACE_NAME);
    pad(out, INTERFACE_NAME.length);
    out.putShort((short) 9).putShort((short) 1).put(NANOSECONDS);
    pad(out, 1);
    out.putInt(0).putInt(length);
  }

  void packet(Datagram datagram, ByteBuffer out) {
    int captured = HEADERS_LENGTH + datagram.length;
    int length = blockLength(captured);
    int start = out.position();
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(ENHANCED_PACKET).putInt(length).putInt(0);
    out.putInt((int) (datagram.arrivalNanos >>> 32)).putInt((int) datagram.arrivalNanos);
    out.putInt(captured).putInt(captured);
    headers(datagram, out);
    int at = out.position();
    out.put(at, datagram.bytes, datagram.offset, datagram.length);
    out.position(at + datagram.length);
    pad(out, captured);
    out.putShort((short) OPTION_PACKET_ID).putShort((short) SEQUENCE_LENGTH);
    out.putLong(datagram.sequence);
    out.putShort((short) OPTION_CHECK).putShort((short) CHECK_LENGTH);
    out.putInt(check(out, start));
    out.putInt(0).putInt(length);
  }

  private int check(ByteBuffer out, int start) {
    int end = out.position();
    int limit = out.limit();
    crc.reset();
    crc.update(out.limit(end).position(start));
    out.limit(limit).position(end);
    return (int) crc.getValue();
  }

  private static void headers(Datagram datagram, ByteBuffer out) {
    out.order(ByteOrder.BIG_ENDIAN);
    int start = out.position();
    out.putShort((short) 0x4500).putShort((short) (HEADERS_LENGTH + datagram.length));
    out.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
    out.putInt(datagram.sourceIpv4).putInt(0x7F00_0001);
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += out.getShort(start + i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    sum = (sum & 0xFFFF) + (sum >>> 16);
    out.putShort(start + 10, (short) ~sum);
    out.putShort((short) datagram.sourcePort).putShort((short) datagram.destinationPort);
    out.putShort((short) (8 + datagram.length)).putShort((short) 0);
    out.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void pad(ByteBuffer out, int length) {
    for (int i = length; i < padded(length); i++) {
      out.put((byte) 0);
    }
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
