package dev.catenary.device.health;

import dev.catenary.device.json.JsonText;
import dev.catenary.proto.counter.DeviceCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Health of the machine as text for a person, and as JSON for a script. */
public final class StatusText {
  private StatusText() {}

  /** A line a link, the cure below it where there is one; then what was lost since the start. */
  public static String forPeople(Health health, Reading reading) {
    StringBuilder text = new StringBuilder();
    for (LinkHealth link : health.links()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-9s %6s  %s%n",
              link.condition(),
              link.link().word(),
              age(Duration.between(link.since(), health.at())),
              link.why()));
      if (!link.cure().isEmpty()) {
        text.append(" ".repeat(27)).append(link.cure()).append(System.lineSeparator());
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%,d points in %,d chunks; %,d chunks wait; %,d sent%n",
            reading.count(DeviceCounter.POINTS_IN_CHUNKS),
            reading.count(DeviceCounter.CHUNKS_SEALED),
            reading.outgoing().waitingChunks(),
            reading.count(DeviceCounter.CHUNKS_UPLOADED)));
    boolean lost = false;
    for (DeviceCounter counter : DeviceCounter.values()) {
      if (counter.isLoss() && reading.count(counter) != 0) {
        lost = true;
        text.append(
            String.format(
                Locale.ROOT, "lost %,12d  %s%n", reading.count(counter), counter.sentence()));
      }
    }
    return lost ? text.toString() : text.append("Nothing was lost.").append('\n').toString();
  }

  private static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }

  /** One JSON object: the worst condition, every link, every sensor, every counter. */
  public static String json(Health health, Reading reading) {
    return json(health, reading, Map.of());
  }

  /**
   * The same, and more.
   *
   * @param more members at its end
   */
  public static String json(Health health, Reading reading, Map<String, ?> more) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", health.at());
    all.put("worst", health.worst());
    all.put("links", health.links().stream().map(StatusText::link).toList());
    List<Object> sensors = new ArrayList<>();
    for (SensorReading sensor : reading.sensors()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", sensor.name());
      one.put("description", sensor.description());
      one.put("packets", sensor.packets());
      one.put("timeQuality", sensor.timeQuality());
      sensors.add(one);
    }
    all.put("sensors", sensors);
    all.put("poseQuality", reading.poseQuality());
    all.put("board", board(reading.board()));
    all.put("freeBytes", reading.host().freeBytes());
    all.put("waitingChunks", reading.outgoing().waitingChunks());
    all.put("waitingBytes", reading.outgoing().waitingBytes());
    Map<String, Object> counters = new LinkedHashMap<>();
    for (DeviceCounter counter : DeviceCounter.values()) {
      counters.put(counter.name().toLowerCase(Locale.ROOT), reading.count(counter));
    }
    all.put("counters", counters);
    all.putAll(more);
    return JsonText.of(all) + "\n";
  }

  private static Map<String, Object> board(BoardReading board) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("computer", board.computer());
    one.put("trouble", board.trouble());
    one.put("supplyFailed", board.supplyFailed());
    one.put("suppliesOn", board.suppliesOn());
    one.put("supplies", board.supplies());
    PpsReading pps = board.pps();
    if (pps != null) {
      one.put("ppsSource", pps.source());
      one.put("ppsPulses", pps.pulses());
      one.put("ppsAlive", pps.isAlive());
      one.put("ppsOffsetNanos", pps.offsetNanos());
      one.put("ppsJitterNanos", pps.jitterNanos());
    }
    return one;
  }

  private static Map<String, Object> link(LinkHealth link) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("link", link.link().word());
    one.put("condition", link.condition());
    one.put("since", link.since());
    one.put("why", link.why());
    one.put("cure", link.cure());
    return one;
  }
}
