package dev.catenary.capture.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames as they are on a wire, by RFC 791, RFC 768, IEEE 802.1Q and tcpdump.org's cooked headers.
 */
final class Wire {
  static final int SOURCE = 0xC0A8_01C9;
  static final int DESTINATION = 0xC0A8_0164;
  static final int SOURCE_PORT = 443;
  static final int DESTINATION_PORT = 7502;
  private static final int IP_HEADER = 20;

  /** Link header that a frame begins with, before its IP header. */
  enum Link {
    ETHERNET(1),
    VLAN(1, 0x8100),
    QINQ(1, 0x88A8, 0x8100),
    OLD_QINQ(1, 0x9100, 0x8100),
    COOKED(113),
    COOKED_V2(276),
    RAW(101),
    IPV4(228);

    final int type;
    private final int[] tags;

    Link(int type, int... tags) {
      this.type = type;
      this.tags = tags;
    }

    byte[] frame(byte[] ip) {
      ByteBuffer out = ByteBuffer.allocate(64 + ip.length);
      switch (this) {
        case COOKED -> {
          out.putShort((short) 0).putShort((short) 1).putShort((short) 6);
          out.putLong(0x0002_0304_0506_0000L).putShort((short) 0x0800);
        }
        case COOKED_V2 -> {
          out.putShort((short) 0x0800).putShort((short) 0).putInt(3).putShort((short) 1);
          out.put((byte) 0).put((byte) 6).putLong(0x0002_0304_0506_0000L);
        }
        case RAW, IPV4 -> {}
        default -> {
          out.put(new byte[] {2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 8});
          for (int tag : tags) {
            out.putShort((short) tag).putShort((short) 42);
          }
          out.putShort((short) 0x0800);
        }
      }
      out.put(ip);
      byte[] frame = new byte[out.position()];
      out.flip().get(frame);
      return frame;
    }
  }

  private Wire() {}

  static byte[] udp(byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
    out.putShort((short) SOURCE_PORT).putShort((short) DESTINATION_PORT);
    out.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
    return out.array();
  }

  /** One whole datagram. */
  static byte[] ip(byte[] payload) {
    return ip(7, 0, udp(payload), 0, 8 + payload.length);
  }

  /** The datagram's fragments of at most this many bytes (a multiple of eight), in order. */
  static List<byte[]> fragments(int id, byte[] payload, int bytes) {
    byte[] udp = udp(payload);
    List<byte[]> fragments = new ArrayList<>();
    for (int at = 0; at < udp.length; at += bytes) {
      int length = Math.min(bytes, udp.length - at);
      int more = at + length < udp.length ? 0x2000 : 0;
      fragments.add(ip(id, more | at / 8, udp, at, length));
    }
    return fragments;
  }

  private static byte[] ip(int id, int flagsAndOffset, byte[] body, int from, int length) {
    ByteBuffer out = ByteBuffer.allocate(IP_HEADER + length);
    out.putShort((short) 0x4500).putShort((short) (IP_HEADER + length));
    out.putShort((short) id).putShort((short) flagsAndOffset);
    out.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(SOURCE).putInt(DESTINATION);
    int sum = 0;
    for (int i = 0; i < IP_HEADER; i += 2) {
      sum += out.getShort(i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    out.putShort(10, (short) ~((sum & 0xFFFF) + (sum >>> 16)));
    out.put(body, from, length);
    return out.array();
  }
}
