package dev.catenary.device.config;

import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.SerialSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a link, UDP or serial, and the ports that are taken. */
final class LinkKeys {
  private final Path base;
  private final Set<Integer> ports = new HashSet<>();

  /**
   * @param base folder that relative paths are taken from
   */
  LinkKeys(Path base) {
    this.base = base;
  }

  LinkSettings read(ConfigSection section, int defaultPort, int defaultBaud) {
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
            section.textOrNull("source", "Accept only from this address (UDP)."),
            section.whole(
                "receive-buffer", 8_388_608, 4_096, 268_435_456, "bytes", "Socket buffer (UDP)."),
            serial(section, defaultBaud));
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

  /** Checks that each port is used once: datagrams are told apart by it. */
  void ownPort(ConfigSection section, String key, int port) {
    if (port > 0 && !ports.add(port)) {
      section.problem(
          key, "port " + port + " twice", "one of its own", "Set each to a port of its own.");
    }
  }
}
