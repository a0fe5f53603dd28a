package dev.catenary.device.health;

import dev.catenary.capture.link.Stranger;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.counter.DeviceCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Two readings of the machine and the time between them.
 *
 * @param before the older one, the same as {@code now} at the very start
 * @param upNanos how long the machine has been up
 */
record Window(Reading before, Reading now, long upNanos) {
  private static final long SECOND = 1_000_000_000L;

  double seconds() {
    return (now.nanos() - before.nanos()) / 1e9;
  }

  long upSeconds() {
    return upNanos / SECOND;
  }

  /** Rise of a counter. */
  long rise(DeviceCounter counter) {
    return now.count(counter) - before.count(counter);
  }

  /** Tests whether any of them rose. */
  boolean rose(DeviceCounter... counters) {
    return List.of(counters).stream().anyMatch(counter -> rise(counter) > 0);
  }

  double perSecond(DeviceCounter counter) {
    return seconds() > 0 ? rise(counter) / seconds() : 0;
  }

  /** Messages heard between the two readings, by their names. */
  Map<String, Long> heard() {
    Map<String, Long> rise = new TreeMap<>();
    now.heard()
        .forEach(
            (name, count) -> {
              long more = count - before.heard().getOrDefault(name, 0L);
              if (more > 0) {
                rise.put(name, more);
              }
            });
    return rise;
  }

  /** Strangers that sent between the two readings, each with how many datagrams. */
  List<Stranger> strangers() {
    List<Stranger> rise = new ArrayList<>();
    for (Stranger stranger : now.strangers()) {
      long earlier =
          before.strangers().stream()
              .filter(
                  other ->
                      other.address().equals(stranger.address()) && other.port() == stranger.port())
              .mapToLong(Stranger::datagrams)
              .sum();
      if (stranger.datagrams() > earlier) {
        rise.add(
            new Stranger(
                stranger.address(),
                stranger.port(),
                stranger.portIsConfigured(),
                stranger.datagrams() - earlier,
                stranger.bytes()));
      }
    }
    return rise;
  }

  /** Packets of one sensor between the two readings. */
  long packets(int sensor) {
    return now.sensors().get(sensor).packets() - before.sensors().get(sensor).packets();
  }

  /** Those that rose, each with how much and its sentence. */
  String told(DeviceCounter... counters) {
    return List.of(counters).stream()
        .filter(counter -> rise(counter) > 0)
        .map(
            counter ->
                String.format(
                    Locale.ROOT, "%,d in %.0f s: %s", rise(counter), seconds(), counter.sentence()))
        .collect(Collectors.joining(" "));
  }

  /** A stage of one of these roles that stands past its patience. */
  Optional<StageProgress> stalled(String... rolePrefixes) {
    return now.stages().stream()
        .filter(stage -> stage.isStalled(now.nanos()))
        .filter(
            stage -> List.of(rolePrefixes).stream().anyMatch(role -> stage.role().startsWith(role)))
        .findFirst();
  }

  /** Words for a stalled stage. */
  Finding standing(StageProgress stage) {
    return Finding.failed(
        "stage "
            + stage.role()
            + " stands for "
            + stage.standingNanos(now.nanos()) / SECOND
            + " s in one step",
        "The watchdog restarts the service; send the log with where it stands.");
  }
}
