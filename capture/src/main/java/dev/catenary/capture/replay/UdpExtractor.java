package dev.catenary.capture.replay;

import dev.catenary.capture.link.Datagram;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the UDP datagram in a captured frame: Ethernet with VLAN tags, Linux cooked v1 and v2, BSD
 * loopback and bare IP; IPv4 with fragments, and IPv6 without. Other traffic is passed over; UDP
 * that is cut off or contradicts itself is counted ({@code CAPTURE_RECORDS_UNREADABLE}).
 *
 * <p>Sources: tcpdump.org link-layer header types; RFC 791, RFC 8200, RFC 768; IEEE 802.1Q.
 */
final class UdpExtractor {
  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_RAW_OLD = 12;
  private static final int LINK_RAW = 101;
  private static final int LINK_LOOP = 108;
  private static final int LINK_COOKED = 113;
  private static final int LINK_IPV4 = 228;
  private static final int LINK_IPV6 = 229;
  private static final int LINK_COOKED_V2 = 276;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86DD;
  private static final int TYPE_VLAN = 0x8100;
  private static final int TYPE_VLAN_STACKED = 0x88A8;
  private static final int TYPE_VLAN_STACKED_OLD = 0x9100;
  private static final int PROTOCOL_UDP = 17;
  private static final byte PROTOCOL_IPV6_FRAGMENT = 44;
  private static final int UDP_HEADER_LENGTH = 8;
  private static final int IPV4_HEADER_LENGTH = 20;
  private static final int IPV6_HEADER_LENGTH = 40;
  private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3FFF;

  private final FragmentReassembler fragments;
  private final Counters counters;

  UdpExtractor(Counters counters) {
    this.counters = counters;
    fragments = new FragmentReassembler(counters);
  }

  /** Fills the datagram from the frame; false when the frame does not complete one. */
  boolean extract(CapturedFrame frame, Datagram datagram) {
    ByteBuffer bytes = frame.bytes.order(ByteOrder.BIG_ENDIAN);
    int at = frame.offset;
    int end = frame.offset + frame.length;
    int type = -1;
    switch (frame.linkType) {
      case LINK_ETHERNET -> {
        at += 14;
        type = at <= end ? bytes.getShort(at - 2) & 0xFFFF : -1;
        while (isVlan(type) && at + 4 <= end) {
          at += 4;
          type = bytes.getShort(at - 2) & 0xFFFF;
        }
      }
      case LINK_COOKED -> {
        at += 16;
        type = at <= end ? bytes.getShort(at - 2) & 0xFFFF : -1;
      }
      case LINK_COOKED_V2 -> {
        type = at + 20 <= end ? bytes.getShort(at) & 0xFFFF : -1;
        at += 20;
      }
      case LINK_NULL, LINK_LOOP -> {
        at += 4;
        type = typeByVersion(bytes, at, end);
      }
      case LINK_RAW, LINK_RAW_OLD, LINK_IPV4, LINK_IPV6 -> type = typeByVersion(bytes, at, end);
      default -> type = -1;
    }
    datagram.arrivalNanos = frame.timestampNanos;
    if (type == TYPE_IPV4) {
      return ipv4(bytes, at, end, datagram);
    }
    return type == TYPE_IPV6 && ipv6(bytes, at, end, datagram);
  }

  /** Counts the datagrams of which no more fragments can come. */
  void end() {
    fragments.end();
  }

  private static boolean isVlan(int type) {
    return type == TYPE_VLAN || type == TYPE_VLAN_STACKED || type == TYPE_VLAN_STACKED_OLD;
  }

  private static int typeByVersion(ByteBuffer bytes, int at, int end) {
    if (at >= end) {
      return -1;
    }
    int version = bytes.get(at) >> 4 & 0xF;
    return version == 4 ? TYPE_IPV4 : version == 6 ? TYPE_IPV6 : -1;
  }

  private boolean ipv4(ByteBuffer bytes, int at, int end, Datagram datagram) {
    if (end - at < IPV4_HEADER_LENGTH) {
      return unreadable();
    }
    if (bytes.get(at + 9) != PROTOCOL_UDP) {
      return false;
    }
    int header = (bytes.get(at) & 0xF) * 4;
    int total = bytes.getShort(at + 2) & 0xFFFF;
    int payload = at + header;
    int fragment = bytes.getShort(at + 6) & 0xFFFF;
    boolean isWhole = (fragment & MORE_FRAGMENTS_OR_OFFSET) == 0;
    // The position packets of early VLP-16 units have the data packets' length here; UDP's is right
    boolean isBeyond = isWhole && at + total > end;
    int payloadEnd = total == 0 || isBeyond ? end : at + total;
    if (header < IPV4_HEADER_LENGTH || payloadEnd > end || payload > payloadEnd) {
      return unreadable();
    }
    int source = bytes.getInt(at + 12);
    datagram.sourceIpv4 = source;
    if (isWhole) {
      return udp(bytes, payload, payloadEnd, datagram);
    }
    ByteBuffer whole =
        fragments.add(
            source,
            bytes.getInt(at + 16),
            bytes.getShort(at + 4),
            fragment,
            datagram.arrivalNanos,
            bytes,
            payload,
            payloadEnd - payload);
    return whole != null && udp(whole, 0, whole.limit(), datagram);
  }

  private boolean ipv6(ByteBuffer bytes, int at, int end, Datagram datagram) {
    if (end - at < IPV6_HEADER_LENGTH) {
      return unreadable();
    }
    if (bytes.get(at + 6) != PROTOCOL_UDP) {
      return bytes.get(at + 6) == PROTOCOL_IPV6_FRAGMENT && unreadable();
    }
    int payload = at + IPV6_HEADER_LENGTH;
    int payloadEnd = payload + (bytes.getShort(at + 4) & 0xFFFF);
    datagram.sourceIpv4 = 0;
    return payloadEnd <= end ? udp(bytes, payload, payloadEnd, datagram) : unreadable();
  }

  private boolean udp(ByteBuffer bytes, int at, int end, Datagram datagram) {
    if (end - at < UDP_HEADER_LENGTH) {
      return unreadable();
    }
    int length = bytes.getShort(at + 4) & 0xFFFF;
    if (length < UDP_HEADER_LENGTH || length > end - at) {
      return unreadable();
    }
    datagram.sourcePort = bytes.getShort(at) & 0xFFFF;
    datagram.destinationPort = bytes.getShort(at + 2) & 0xFFFF;
    datagram.bytes = bytes;
    datagram.offset = at + UDP_HEADER_LENGTH;
    datagram.length = length - UDP_HEADER_LENGTH;
    return true;
  }

  private boolean unreadable() {
    counters.increment(DeviceCounter.CAPTURE_RECORDS_UNREADABLE);
    return false;
  }
}
