package dev.catenary.device.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.json.JsonText;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.TimeQuality;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StatusTextTest {
  private final Readings machine = new Readings().time(TimeQuality.HOST);

  @Test
  void everyLinkHasALineAndAFaultItsCureAndALossItsSentence() {
    Reading reading = machine.second().count(DeviceCounter.PACKETS_MISSING, 5).reading();
    Health health = new HealthWatch(0).look(reading);
    String text = StatusText.forPeople(health, reading);
    assertThat(text.lines())
        .anyMatch(line -> line.matches("DEGRADED time +0 s  a sensor's clock runs free.*"))
        .anyMatch(line -> line.matches(" +Connect the receiver's PPS.*"))
        .anyMatch(line -> line.matches("OK +power .*"))
        .anyMatch(line -> line.matches("lost +5  Packets that a gap.*"));
  }

  /** The rules of the format: Prometheus, "Exposition formats", text version 0.0.4. */
  @Test
  void metricsKeepTheRulesOfTheExpositionFormat() {
    Reading reading = machine.second().reading();
    String text = MetricsText.of(new HealthWatch(0).look(reading), reading);
    assertThat(text).endsWith("\n");
    Set<String> typed = new HashSet<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        assertThat(words[3]).isIn("counter", "gauge");
        assertThat(typed.add(words[2])).as("typed once: " + line).isTrue();
      } else if (!line.startsWith("# HELP ")) {
        assertThat(line)
            .matches("[a-z_][a-z0-9_]*(\\{[a-z_]+=\"([^\"\\\\\n]|\\\\.)*\"\\})? -?[0-9]+");
        assertThat(typed).contains(line.split("[{ ]")[0]);
      }
    }
    assertThat(typed).hasSizeGreaterThanOrEqualTo(DeviceCounter.values().length);
    assertThat(text).contains("\ncatenary_packets_decoded_total 754\n");
    // A dashboard made for an older release goes on.
    assertThat(text)
        .contains("\ncatenary_violations_seen_early_total 0\n")
        .contains("\ncatenary_breaches_seen_early_total 0\n");
    assertThat(text).contains("\ncatenary_link_condition{link=\"time\"} 1\n");
  }

  @Test
  void jsonEscapesWhatTextsMayHold() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("a \"b\"\\", Arrays.asList(1, 2.5, true, null, "\n\u0001"));
    all.put("nan", Double.NaN);
    assertThat(JsonText.of(all))
        .isEqualTo("{\"a \\\"b\\\"\\\\\": [1, 2.500, true, null, \"\\n\\u0001\"], \"nan\": null}");
  }

  @Test
  void jsonTellsEveryCounter() {
    Reading reading = machine.second().reading();
    String json = StatusText.json(new HealthWatch(0).look(reading), reading);
    for (DeviceCounter counter : List.of(DeviceCounter.values())) {
      assertThat(json).contains("\"" + counter.name().toLowerCase(java.util.Locale.ROOT) + "\": ");
    }
  }
}
