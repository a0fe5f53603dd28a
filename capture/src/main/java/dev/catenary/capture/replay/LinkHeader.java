package dev.catenary.capture.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds what a captured frame carries behind its link's header; reused.
 *
 * <p>Sources: tcpdump.org link-layer header types; IEEE 802.1Q, 802.2; RFC 1661, RFC 2516; PPI
 * 1.0.10 (CACE Technologies); xnu bsd/net/pktap.h.
 */
final class LinkHeader {
  static final int TYPE_IPV4 = 0x0800;
  static final int TYPE_IPV6 = 0x86DD;

  /** Answer of {@link #type}: the link's header is not known. */
  static final int LINK_UNKNOWN = -2;

  /** Answer of {@link #type}: the frame ends within the header, or it has no type. */
  static final int NO_TYPE = -1;

  private static final int LINK_NULL = 0;
  private static final int LINK_ETHERNET = 1;
  private static final int LINK_PPP = 9;
  private static final int LINK_RAW_OLD = 12;
  private static final int LINK_RAW_OPENBSD = 14;
  private static final int LINK_PPP_HDLC = 50;
  private static final int LINK_RAW = 101;
  private static final int LINK_CISCO_HDLC = 104;
  private static final int LINK_LOOP = 108;
  private static final int LINK_COOKED = 113;
  private static final int LINK_PPI = 192;
  private static final int LINK_IPV4 = 228;
  private static final int LINK_IPV6 = 229;
  private static final int LINK_PKTAP = 258;
  private static final int LINK_COOKED_V2 = 276;
  private static final int PKTAP_LENGTH_MIN = 108;
  private static final int PKTAP_LENGTH_MAX = 1_024;
  private static final int PKTAP_LINK_TYPE_OFFSET = 8;
  private static final int PPI_LENGTH_MIN = 8;
  private static final int TYPE_VLAN = 0x8100;
  private static final int TYPE_VLAN_STACKED = 0x88A8;
  private static final int TYPE_VLAN_STACKED_OLD = 0x9100;
  private static final int TYPE_PPPOE_SESSION = 0x8864;
  private static final int LENGTH_FIELD_MAX = 1_500;
  private static final int SNAP = 0xAAAA_0300;
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;
  private static final int PPP_ADDRESS_AND_CONTROL = 0xFF03;

  private int type;
  private int at;

  /** EtherType of what is carried, {@link #NO_TYPE} or {@link #LINK_UNKNOWN}. */
  int type() {
    return type;
  }

  /** Where what is carried begins. */
  int payload() {
    return at;
  }

  /** Reads the header of a frame; the buffer is big-endian after it. */
  void read(CapturedFrame frame) {
    ByteBuffer bytes = frame.bytes.order(ByteOrder.BIG_ENDIAN);
    int end = frame.offset + frame.length;
    at = frame.offset;
    int link = frame.linkType;
    if (link == LINK_PKTAP || link == LINK_PPI) {
      link = inner(bytes, link, end);
    }
    type = LINK_UNKNOWN;
    switch (link) {
      case LINK_ETHERNET -> ethernet(bytes, end);
      case LINK_COOKED -> {
        at += 16;
        type = at <= end ? unsigned16(bytes, at - 2) : NO_TYPE;
      }
      case LINK_COOKED_V2 -> {
        type = at + 20 <= end ? unsigned16(bytes, at) : NO_TYPE;
        at += 20;
      }
      case LINK_CISCO_HDLC -> {
        at += 4;
        type = at <= end ? unsigned16(bytes, at - 2) : NO_TYPE;
      }
      case LINK_PPP, LINK_PPP_HDLC -> {
        if (at + 2 <= end && unsigned16(bytes, at) == PPP_ADDRESS_AND_CONTROL) {
          at += 2;
        }
        ppp(bytes, end);
      }
      case LINK_NULL, LINK_LOOP -> {
        at += 4;
        type = byVersion(bytes, end);
      }
      case LINK_RAW, LINK_RAW_OLD, LINK_RAW_OPENBSD, LINK_IPV4, LINK_IPV6 ->
          type = byVersion(bytes, end);
      default -> {}
    }
    tags(bytes, end);
  }

  /** The link type that a header of a header names; -1 when it cannot be read. */
  private int inner(ByteBuffer bytes, int link, int end) {
    if (link == LINK_PPI) {
      int length = at + PPI_LENGTH_MIN <= end ? Short.reverseBytes(bytes.getShort(at + 2)) : 0;
      int inner = length < PPI_LENGTH_MIN ? -1 : Integer.reverseBytes(bytes.getInt(at + 4));
      at += Math.max(0, length);
      return inner;
    }
    int length = at + PKTAP_LENGTH_MIN <= end ? Integer.reverseBytes(bytes.getInt(at)) : 0;
    if (length < PKTAP_LENGTH_MIN || length > PKTAP_LENGTH_MAX) {
      return -1;
    }
    int inner = Integer.reverseBytes(bytes.getInt(at + PKTAP_LINK_TYPE_OFFSET));
    at += length;
    return inner;
  }

  private void ethernet(ByteBuffer bytes, int end) {
    at += 14;
    type = at <= end ? unsigned16(bytes, at - 2) : NO_TYPE;
    boolean isLength = type >= 0 && type <= LENGTH_FIELD_MAX;
    if (isLength && at + 8 <= end && (bytes.getInt(at) & 0xFFFF_FF00) == SNAP) {
      at += 8;
      type = unsigned16(bytes, at - 2);
    }
  }

  /** VLAN tags, also stacked, and PPP over Ethernet. */
  private void tags(ByteBuffer bytes, int end) {
    while (isVlan(type) && at + 4 <= end) {
      at += 4;
      type = unsigned16(bytes, at - 2);
    }
    if (type == TYPE_PPPOE_SESSION) {
      at += 6;
      ppp(bytes, end);
    }
  }

  private void ppp(ByteBuffer bytes, int end) {
    type = NO_TYPE;
    if (at + 2 <= end) {
      int protocol = unsigned16(bytes, at);
      at += 2;
      type = protocol == PPP_IPV4 ? TYPE_IPV4 : protocol == PPP_IPV6 ? TYPE_IPV6 : protocol;
    }
  }

  private static boolean isVlan(int type) {
    return type == TYPE_VLAN || type == TYPE_VLAN_STACKED || type == TYPE_VLAN_STACKED_OLD;
  }

  private int byVersion(ByteBuffer bytes, int end) {
    if (at >= end) {
      return NO_TYPE;
    }
    int version = bytes.get(at) >> 4 & 0xF;
    return version == 4 ? TYPE_IPV4 : version == 6 ? TYPE_IPV6 : NO_TYPE;
  }

  private static int unsigned16(ByteBuffer bytes, int offset) {
    return bytes.getShort(offset) & 0xFFFF;
  }
}
