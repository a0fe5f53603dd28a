package dev.catenary.device.config;

import dev.catenary.capture.link.SenderNumber;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.SerialSettings;
import dev.catenary.device.config.CatenaryConfig.TcpSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a link, UDP, serial or TCP, and the ports that are taken. */
final class LinkKeys {
  private final Path base;
  private final Map<Integer, Set<Integer>> ports = new HashMap<>();

  /**
   * @param base folder that relative paths are taken from
   */
  LinkKeys(Path base) {
    this.base = base;
  }

  LinkSettings read(
      ConfigSection section, int defaultPort, int defaultBaud, int defaultReceiveBuffer) {
    LinkSettings link =
        new LinkSettings(
            section.text("address", "0.0.0.0", "Local address to listen on (UDP)."),
            section.whole(
                "port",
                defaultPort,
                1,
                65_535,
                "",
                "Local port to listen on (UDP); of a serial device, the number its bytes carry."),
            address(
                section,
                "source",
                section.textOrNull(
                    "source",
                    "Accept only from this address, IPv4 or IPv6 (UDP); tells sensors of one port"
                        + " apart.")),
            section.whole(
                "receive-buffer",
                defaultReceiveBuffer,
                4_096,
                268_435_456,
                "bytes",
                "Socket buffer (UDP)."),
            serial(section, defaultBaud),
            tcp(section));
    section.refuseUnknown();
    return link;
  }

  private @Nullable SerialSettings serial(ConfigSection section, int defaultBaud) {
    String name =
        section.textOrNull(
            "device", "Serial device to read in place of UDP, best of /dev/serial/by-id.");
    Path device = name == null ? null : base.resolve(name).normalize();
    int baud =
        section.whole("baud", defaultBaud, 300, 4_000_000, "baud", "Speed of the device; 8N1.");
    if (device == null && section.has("baud")) {
      section.problem("baud", "no device", "baud beside device", "Add \"device: /dev/...\".");
    }
    for (String key : List.of("address", "source", "receive-buffer")) {
      if (device != null && section.has(key)) {
        section.problem(key, "a UDP key beside device", "UDP or serial", "Remove one of them.");
      }
    }
    return device == null ? null : new SerialSettings(device, baud);
  }

  /** The host is looked up when it is connected to, for names may be known later. */
  private static @Nullable TcpSettings tcp(ConfigSection section) {
    String server =
        section.textOrNull(
            "tcp",
            "Server to connect to in place of UDP, as host:port or [IPv6]:port (receivers).");
    if (server == null) {
      return null;
    }
    for (String key : List.of("address", "source", "receive-buffer", "device")) {
      if (section.has(key)) {
        section.problem(key, key + " beside tcp", "one kind of link", "Remove one of them.");
      }
    }
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, Math.max(0, colon));
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    int port = port(server.substring(colon + 1));
    if (port == 0 || host.isEmpty() || (host.contains(":") && !isBracketed)) {
      section.problem(
          "tcp",
          "\"" + server + "\"",
          "a host and a port of 1 to 65535",
          "Give it as 192.168.1.50:5018, or [fd00::50]:5018.");
      return null;
    }
    return new TcpSettings(isBracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  private static int port(String text) {
    boolean isNumber = text.matches("[0-9]{1,5}");
    int port = isNumber ? Integer.parseInt(text) : 0;
    return port <= 65_535 ? port : 0;
  }

  private static @Nullable String address(
      ConfigSection section, String key, @Nullable String literal) {
    if (literal != null) {
      try {
        SenderNumber.of(literal);
      } catch (IllegalArgumentException e) {
        section.problem(
            key, "\"" + literal + "\"", "an IPv4 or IPv6 address", "Give it as 192.168.1.201.");
        return null;
      }
    }
    return literal;
  }

  /**
   * Checks that each port is used once, or once for each sender: datagrams are told apart by them.
   *
   * @param source the only sender; null for any
   */
  void ownPort(ConfigSection section, String key, int port, @Nullable String source) {
    int sender = source == null ? SenderNumber.ANY : SenderNumber.of(source);
    if (port > 0 && !ports.computeIfAbsent(port, _ -> new HashSet<>()).add(sender)) {
      section.problem(
          key,
          "port " + port + " twice" + (source == null ? "" : " for the sender " + source),
          "one of its own, or of one sender each",
          "Set each to a port of its own, or tell two at one port apart by link.source.");
    }
  }
}
