package dev.catenary.capture.replay;

import dev.catenary.capture.link.Datagram;
import dev.catenary.capture.link.SenderNumber;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;

/**
 * Finds the UDP datagram in a captured frame, behind the headers that {@link LinkHeader} knows and
 * those of IPv4 and IPv6, fragments put together. What holds none is counted by its reason: another
 * protocol, a link type that is not read, a record that was cut off when it was recorded, or one
 * that contradicts itself ({@code CAPTURE_RECORDS_UNREADABLE}).
 *
 * <p>Sources: RFC 791, RFC 8200, RFC 4302, RFC 768.
 */
final class UdpExtractor {
  private static final int PROTOCOL_UDP = 17;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int FRAGMENT_HEADER_LENGTH = 8;
  private static final int UDP_HEADER_LENGTH = 8;
  private static final int IPV4_HEADER_LENGTH = 20;
  private static final int IPV6_HEADER_LENGTH = 40;
  private static final int IPV4_MORE_FRAGMENTS = 0x2000;
  private static final int IPV4_OFFSET_MASK = 0x1FFF;
  private static final int IPV4_MORE_OR_OFFSET = IPV4_MORE_FRAGMENTS | IPV4_OFFSET_MASK;
  private static final int IPV6_OFFSET_MASK = 0xFFF8;
  private static final int UNIT = 8;

  private final FragmentReassembler fragments;
  private final FragmentKey key = new FragmentKey();
  private final LinkHeader link = new LinkHeader();
  private final UnreadFrames unread;
  private final Counters counters;

  UdpExtractor(Counters counters) {
    this(counters, new UnreadFrames());
  }

  /**
   * @param unread told of all frames without a whole datagram
   */
  UdpExtractor(Counters counters, UnreadFrames unread) {
    this.counters = counters;
    this.unread = unread;
    fragments = new FragmentReassembler(counters);
  }

  /** Fills the datagram from the frame; false when the frame does not complete one. */
  boolean extract(CapturedFrame frame, Datagram datagram) {
    link.read(frame);
    datagram.arrivalNanos = frame.timestampNanos;
    int end = frame.offset + frame.length;
    return switch (link.type()) {
      case LinkHeader.TYPE_IPV4 -> ipv4(frame, link.payload(), end, datagram);
      case LinkHeader.TYPE_IPV6 -> ipv6(frame, link.payload(), end, datagram);
      case LinkHeader.LINK_UNKNOWN -> {
        counters.increment(DeviceCounter.CAPTURE_FRAMES_UNKNOWN_LINK);
        unread.linkType(frame.linkType);
        yield false;
      }
      default -> {
        if (link.type() == LinkHeader.NO_TYPE && frame.isCut()) {
          yield unreadable(frame);
        }
        counters.increment(DeviceCounter.CAPTURE_FRAMES_OTHER);
        unread.etherType(link.type());
        yield false;
      }
    };
  }

  /** Counts the datagrams of which no more fragments can come. */
  void end() {
    fragments.end();
  }

  private boolean ipv4(CapturedFrame frame, int at, int end, Datagram datagram) {
    ByteBuffer bytes = frame.bytes;
    if (end - at < IPV4_HEADER_LENGTH) {
      return unreadable(frame);
    }
    if (bytes.get(at + 9) != PROTOCOL_UDP) {
      return other(bytes.get(at + 9) & 0xFF);
    }
    int header = (bytes.get(at) & 0xF) * 4;
    int total = bytes.getShort(at + 2) & 0xFFFF;
    int payload = at + header;
    int fragment = bytes.getShort(at + 6) & 0xFFFF;
    boolean isWhole = (fragment & IPV4_MORE_OR_OFFSET) == 0;
    // The position packets of early VLP-16 units have the data packets' length here; UDP's is right
    boolean isBeyond = isWhole && at + total > end;
    int payloadEnd = total == 0 || isBeyond ? end : at + total;
    if (header < IPV4_HEADER_LENGTH || payloadEnd > end || payload > payloadEnd) {
      return unreadable(frame);
    }
    int source = bytes.getInt(at + 12);
    datagram.sourceIpv4 = source;
    datagram.sourceIpv6High = 0;
    datagram.sourceIpv6Low = 0;
    if (isWhole) {
      return udp(frame, bytes, payload, payloadEnd, datagram);
    }
    key.ipv4(source, bytes.getInt(at + 16), bytes.getShort(at + 4) & 0xFFFF);
    ByteBuffer whole =
        fragments.add(
            key,
            (fragment & IPV4_OFFSET_MASK) * UNIT,
            (fragment & IPV4_MORE_FRAGMENTS) != 0,
            datagram.arrivalNanos,
            bytes,
            payload,
            payloadEnd - payload);
    return whole != null && udp(frame, whole, 0, whole.limit(), datagram);
  }

  private boolean ipv6(CapturedFrame frame, int at, int end, Datagram datagram) {
    ByteBuffer bytes = frame.bytes;
    if (end - at < IPV6_HEADER_LENGTH) {
      return unreadable(frame);
    }
    int payload = at + IPV6_HEADER_LENGTH;
    int payloadEnd = payload + (bytes.getShort(at + 4) & 0xFFFF);
    if (payloadEnd > end) {
      return unreadable(frame);
    }
    datagram.sourceIpv6High = bytes.getLong(at + 8);
    datagram.sourceIpv6Low = bytes.getLong(at + 16);
    datagram.sourceIpv4 = SenderNumber.ofIpv6(datagram.sourceIpv6High, datagram.sourceIpv6Low);
    int next = bytes.get(at + 6) & 0xFF;
    long toHigh = bytes.getLong(at + 24);
    long toLow = bytes.getLong(at + 32);
    while (next != PROTOCOL_UDP) {
      if (!isExtension(next)) {
        return other(next);
      }
      if (payloadEnd - payload < FRAGMENT_HEADER_LENGTH) {
        return unreadable(frame);
      }
      int following = bytes.get(payload) & 0xFF;
      if (next != FRAGMENT) {
        payload += extensionLength(next, bytes.get(payload + 1) & 0xFF);
      } else {
        int offsetAndMore = bytes.getShort(payload + 2) & 0xFFFF;
        key.ipv6(
            datagram.sourceIpv6High,
            datagram.sourceIpv6Low,
            toHigh,
            toLow,
            bytes.getInt(payload + 4));
        payload += FRAGMENT_HEADER_LENGTH;
        if ((offsetAndMore & (IPV6_OFFSET_MASK | 1)) != 0) {
          bytes =
              fragments.add(
                  key,
                  offsetAndMore & IPV6_OFFSET_MASK,
                  (offsetAndMore & 1) != 0,
                  datagram.arrivalNanos,
                  bytes,
                  payload,
                  payloadEnd - payload);
          if (bytes == null) {
            return false;
          }
          payload = 0;
          payloadEnd = bytes.limit();
        }
      }
      next = following;
    }
    return udp(frame, bytes, payload, payloadEnd, datagram);
  }

  private static boolean isExtension(int header) {
    return header == HOP_BY_HOP
        || header == ROUTING
        || header == FRAGMENT
        || header == AUTHENTICATION
        || header == DESTINATION_OPTIONS;
  }

  private static int extensionLength(int header, int lengthField) {
    return header == AUTHENTICATION ? (lengthField + 2) * 4 : (lengthField + 1) * UNIT;
  }

  private boolean udp(CapturedFrame frame, ByteBuffer bytes, int at, int end, Datagram datagram) {
    if (end - at < UDP_HEADER_LENGTH) {
      return unreadable(frame);
    }
    int length = bytes.getShort(at + 4) & 0xFFFF;
    if (length < UDP_HEADER_LENGTH || length > end - at) {
      return unreadable(frame);
    }
    datagram.sourcePort = bytes.getShort(at) & 0xFFFF;
    datagram.destinationPort = bytes.getShort(at + 2) & 0xFFFF;
    datagram.bytes = bytes;
    datagram.offset = at + UDP_HEADER_LENGTH;
    datagram.length = length - UDP_HEADER_LENGTH;
    return true;
  }

  private boolean other(int protocol) {
    counters.increment(DeviceCounter.CAPTURE_FRAMES_OTHER);
    unread.ipProtocol(protocol);
    return false;
  }

  private boolean unreadable(CapturedFrame frame) {
    if (frame.isCut()) {
      counters.increment(DeviceCounter.CAPTURE_RECORDS_CUT);
      unread.cut(frame);
    } else {
      counters.increment(DeviceCounter.CAPTURE_RECORDS_UNREADABLE);
    }
    return false;
  }
}
