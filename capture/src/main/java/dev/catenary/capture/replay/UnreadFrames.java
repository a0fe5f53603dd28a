package dev.catenary.capture.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Account of what a recording holds beside whole UDP datagrams, for people. One thread. */
public final class UnreadFrames {
  private static final int PROTOCOL_TCP = 6;
  private static final int PROTOCOL_ICMP = 1;
  private static final int PROTOCOL_ICMPV6 = 58;
  private static final int TYPE_ARP = 0x0806;
  private static final int TYPE_PTP = 0x88F7;
  private static final int TYPE_LLDP = 0x88CC;

  private final Map<Integer, Long> byLinkType = new TreeMap<>();
  private final Map<String, Long> byProtocol = new TreeMap<>();
  private long cut;
  private int cutAt;
  private int cutOf;

  void linkType(int linkType) {
    byLinkType.merge(linkType, 1L, Long::sum);
  }

  void etherType(int type) {
    String name =
        switch (type) {
          case TYPE_ARP -> "ARP";
          case TYPE_PTP -> "PTP";
          case TYPE_LLDP -> "LLDP";
          default -> type < 0 ? "no known type" : String.format("EtherType 0x%04x", type);
        };
    byProtocol.merge(name, 1L, Long::sum);
  }

  void ipProtocol(int protocol) {
    String name =
        switch (protocol) {
          case PROTOCOL_TCP -> "TCP";
          case PROTOCOL_ICMP, PROTOCOL_ICMPV6 -> "ICMP";
          default -> "IP protocol " + protocol;
        };
    byProtocol.merge(name, 1L, Long::sum);
  }

  void cut(CapturedFrame frame) {
    cut++;
    cutAt = Math.max(cutAt, frame.length);
    cutOf = Math.max(cutOf, frame.wireLength);
  }

  /** Sentences on what keeps packets from being read: found, expected, cure. */
  public List<String> problems() {
    List<String> all = new ArrayList<>();
    if (cut > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "Found %,d records cut off at %,d bytes (of %,d); expected whole packets. Cure: record"
                  + " again with tcpdump -s 0.",
              cut,
              cutAt,
              cutOf));
    }
    byLinkType.forEach(
        (type, frames) ->
            all.add(
                String.format(
                    Locale.ROOT,
                    "Found %,d frames of link type %d%s; expected Ethernet (1), Linux cooked (113,"
                        + " 276), bare IP (101), BSD loopback (0, 108), PPP (9, 50), PPI (192) or"
                        + " PKTAP (258) with whole headers. Cure: record one interface as Ethernet"
                        + " (tcpdump -i en0 -y EN10MB), or convert the file.",
                    frames,
                    type,
                    nameOf(type))));
    return all;
  }

  /** Other protocols' frames, as {@code 12 ARP, 3 TCP}; empty when there were none. */
  public String otherProtocols() {
    StringBuilder text = new StringBuilder();
    byProtocol.forEach(
        (name, frames) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%,d %s", frames, name)));
    return text.toString();
  }

  private static String nameOf(int linkType) {
    return switch (linkType) {
      case 105, 127, 119 -> " (Wi-Fi in monitor mode)";
      case 149 -> " (user-defined; a Mac's PKTAP of old)";
      case 187, 201 -> " (Bluetooth)";
      case 189, 220, 249 -> " (USB)";
      case 192 -> " (PPI) whose header names no link type that is read";
      case 227 -> " (CAN)";
      case 258 -> " (a Mac's PKTAP) whose header names no link type that is read";
      default -> "";
    };
  }
}
