package dev.catenary.device.assembly;

import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port that a configuration wants to hear, once however many sensors share it by their senders.
 *
 * @param name of the first that wants it
 * @param sources senders that are accepted; none: all
 * @param datagramBytesMax longest datagram of all that want it
 */
record WantedPort(
    String name,
    LinkSettings link,
    int port,
    List<String> sources,
    int receiveBufferBytes,
    int datagramBytesMax) {

  /** Adds a port to those that are wanted, or its sender to one of them. */
  static void add(
      List<WantedPort> wanted, String name, LinkSettings link, int port, int datagramBytesMax) {
    String source = link.source();
    for (int i = 0; i < wanted.size() && link.isUdp(); i++) {
      WantedPort there = wanted.get(i);
      if (there.isSame(link, port)) {
        wanted.set(i, there.with(source, link.receiveBufferBytes(), datagramBytesMax));
        return;
      }
    }
    wanted.add(
        new WantedPort(
            name,
            link,
            port,
            source == null ? List.of() : List.of(source),
            link.receiveBufferBytes(),
            datagramBytesMax));
  }

  private boolean isSame(LinkSettings other, int otherPort) {
    return link.isUdp() && port == otherPort && link.address().equals(other.address());
  }

  /** Adds a sender; a link that accepts any makes the port accept all. */
  private WantedPort with(@Nullable String source, int bufferBytes, int longest) {
    List<String> all = new ArrayList<>();
    if (source != null && !sources.isEmpty()) {
      all.addAll(sources);
      all.add(source);
    }
    return new WantedPort(
        name,
        link,
        port,
        all,
        Math.max(receiveBufferBytes, bufferBytes),
        Math.max(datagramBytesMax, longest));
  }
}
