package dev.catenary.device.health;

import dev.catenary.capture.PacketShape;
import dev.catenary.capture.link.Stranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences on datagrams that nobody is configured for: from whom, to which port, and the cure. */
public final class StrangeTraffic {
  private static final int SENTENCES_MAX = 5;

  private StrangeTraffic() {}

  /**
   * The sentences, those on packets of a sensor's shape first.
   *
   * @param seconds in which they came; 0 where only counts are known
   */
  public static List<String> sentences(List<Stranger> strangers, double seconds) {
    List<String> all = new ArrayList<>();
    for (boolean shaped : new boolean[] {true, false}) {
      for (Stranger stranger : strangers) {
        if (shaped != PacketShape.nameOf(stranger.bytes()).isEmpty()) {
          all.add(sentence(stranger, seconds));
        }
      }
    }
    int more = all.size() - SENTENCES_MAX;
    if (more > 0) {
      all = new ArrayList<>(all.subList(0, SENTENCES_MAX));
      all.add("and " + more + " more senders and ports.");
    }
    return all;
  }

  private static String sentence(Stranger stranger, double seconds) {
    String shape = PacketShape.nameOf(stranger.bytes());
    String looks = shape.isEmpty() ? "" : ", as " + shape;
    String many =
        seconds > 0
            ? String.format(Locale.ROOT, "%,.0f datagrams/s", stranger.datagrams() / seconds)
            : String.format(Locale.ROOT, "%,d datagrams", stranger.datagrams());
    String what =
        String.format(
            Locale.ROOT,
            "%s to port %d (%,d bytes%s, from %s)",
            many,
            stranger.port(),
            stranger.bytes(),
            looks,
            stranger.address());
    return stranger.portIsConfigured()
        ? what
            + " are refused: link.source names another sender; cure: link.source: "
            + stranger.address()
            + ", or a sensor of its own for it."
        : what
            + ", for which nobody is configured; cure: link.port: "
            + stranger.port()
            + ", if this is the sensor or receiver.";
  }
}
