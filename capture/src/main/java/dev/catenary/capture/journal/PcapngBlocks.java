package dev.catenary.capture.journal;

import dev.catenary.capture.link.Datagram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the blocks of a journal segment: a section header, one interface, and an enhanced packet
 * for each datagram, with the IPv4 and UDP headers it may have come with, so that Wireshark shows
 * it, and its sequence as the packet's id.
 *
 * <p>Source: IETF draft-ietf-opsawg-pcapng; RFC 791; RFC 768.
 */
final class PcapngBlocks {
  static final int LINK_TYPE_IPV4 = 228;

  private static final int HEADERS_LENGTH = 28;
  private static final int PACKET_OVERHEAD = 28 + 4 + 12 + 4;
  private static final byte NANOSECONDS = 9;
  private static final byte[] INTERFACE_NAME = "catenary".getBytes(StandardCharsets.US_ASCII);

  private PcapngBlocks() {}

  /** The most bytes a datagram takes in the file. */
  static int lengthOf(Datagram datagram) {
    return PACKET_OVERHEAD + padded(HEADERS_LENGTH + datagram.length);
  }

  static void head(ByteBuffer out) {
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D);
    out.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
    int length = 20 + 4 + padded(INTERFACE_NAME.length) + 8 + 4;
    out.putInt(1).putInt(length).putShort((short) LINK_TYPE_IPV4).putShort((short) 0).putInt(0);
    out.putShort((short) 2).putShort((short) INTERFACE_NAME.length).put(INTERFACE_NAME);
    pad(out, INTERFACE_NAME.length);
    out.putShort((short) 9).putShort((short) 1).put(NANOSECONDS);
    pad(out, 1);
    out.putInt(0).putInt(length);
  }

  static void packet(Datagram datagram, ByteBuffer out) {
    int captured = HEADERS_LENGTH + datagram.length;
    int length = 32 + padded(captured) + 12 + 4;
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(6).putInt(length).putInt(0);
    out.putInt((int) (datagram.arrivalNanos >>> 32)).putInt((int) datagram.arrivalNanos);
    out.putInt(captured).putInt(captured);
    headers(datagram, out);
    int at = out.position();
    out.put(at, datagram.bytes, datagram.offset, datagram.length);
    out.position(at + datagram.length);
    pad(out, captured);
    out.putShort((short) 5).putShort((short) 8).putLong(datagram.sequence);
    out.putInt(0).putInt(length);
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
