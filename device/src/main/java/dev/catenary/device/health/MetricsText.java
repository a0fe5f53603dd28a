package dev.catenary.device.health;

import dev.catenary.proto.counter.DeviceCounter;
import java.util.Locale;
import java.util.Map;

/**
 * The machine's counters and conditions in Prometheus' text exposition format, version 0.0.4. The
 * list of counters is the format's own content, so no metrics library stands between.
 */
public final class MetricsText {
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Names that dashboards of an older release ask for; each goes on beside its new one. */
  private static final Map<String, DeviceCounter> OLD_NAMES =
      Map.of("catenary_breaches_seen_early_total", DeviceCounter.VIOLATIONS_SEEN_EARLY);

  private MetricsText() {}

  public static String of(Health health, Reading reading) {
    StringBuilder text = new StringBuilder(16_384);
    for (DeviceCounter counter : DeviceCounter.values()) {
      String name = name(counter);
      family(text, name, "counter", counter.sentence());
      text.append(name).append(' ').append(reading.count(counter)).append('\n');
    }
    OLD_NAMES.forEach((name, counter) -> old(text, name, counter, reading.count(counter)));
    family(
        text,
        "catenary_link_condition",
        "gauge",
        "Condition of a link of the chain: 0 OK, 1 degraded, 2 failed.");
    for (LinkHealth link : health.links()) {
      labelled(
          text, "catenary_link_condition", "link", link.link().word(), link.condition().ordinal());
    }
    family(text, "catenary_sensor_packets_total", "counter", "LiDAR packets decoded, by sensor.");
    for (SensorReading sensor : reading.sensors()) {
      labelled(text, "catenary_sensor_packets_total", "sensor", sensor.name(), sensor.packets());
    }
    gauge(
        text,
        "catenary_journal_waiting_datagrams",
        "Live datagrams that wait in the raw journal until zones have room.",
        reading.waitingDatagrams());
    gauge(
        text,
        "catenary_spool_chunks",
        "Chunks that wait to be sent.",
        reading.outgoing().waitingChunks());
    gauge(text, "catenary_spool_bytes", "Bytes of those.", reading.outgoing().waitingBytes());
    gauge(
        text,
        "catenary_disk_free_bytes",
        "Free bytes of the disk that holds the data.",
        reading.host().freeBytes());
    gauge(
        text,
        "catenary_clock_synchronised",
        "1 while the kernel holds its clock for disciplined.",
        reading.host().clockSynchronised() ? 1 : 0);
    PpsReading pps = reading.board().pps();
    if (pps != null) {
      gauge(text, "catenary_pps_alive", "1 while pulses come.", pps.isAlive() ? 1 : 0);
      gauge(
          text,
          "catenary_pps_offset_nanoseconds",
          "This computer's clock at the last pulse, from the nearest second.",
          pps.offsetNanos());
      gauge(
          text,
          "catenary_pps_jitter_nanoseconds",
          "Spread of the last 16 offsets: largest less smallest.",
          pps.jitterNanos());
    }
    return text.toString();
  }

  private static String name(DeviceCounter counter) {
    return "catenary_" + counter.name().toLowerCase(Locale.ROOT) + "_total";
  }

  private static void old(StringBuilder text, String name, DeviceCounter counter, long value) {
    family(text, name, "counter", "Old name of " + name(counter) + ", which is to be asked for.");
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    family(text, name, "gauge", help);
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void labelled(
      StringBuilder text, String name, String label, String value, long number) {
    text.append(name)
        .append('{')
        .append(label)
        .append("=\"")
        .append(escaped(value).replace("\"", "\\\""))
        .append("\"} ")
        .append(number)
        .append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
