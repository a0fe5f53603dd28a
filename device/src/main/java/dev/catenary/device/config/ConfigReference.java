package dev.catenary.device.config;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.sensor.SensorDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reference page of the configuration, made from the code that reads it. */
public final class ConfigReference {
  private ConfigReference() {}

  /** Markdown: every key with its default, unit and meaning. */
  public static String markdown() {
    String sensors =
        Sensors.ALL.stream()
            .map(sensor -> "{type: " + sensor.type() + "}")
            .collect(Collectors.joining(", "));
    ConfigFile sample;
    try {
      // One of each list, so that the keys within are listed as well; of sensors one of each type.
      sample =
          ConfigFile.parse(
              "reference",
              "sensors: [" + sensors + "]\nposition: {links: [{}]}\nupload: {policies: [{}]}\n",
              Path.of(""));
    } catch (ConfigException e) {
      throw new IllegalStateException("the sample of the reference page is wrong", e);
    }
    return rows(sample.entries()).stream()
        .collect(
            Collectors.joining(
                "\n",
                """
                # Configuration

                One YAML file. Relative paths are taken from the file's own folder. Unknown keys and wrong values are
                refused with their line and the cure; `catenary check-config --config FILE` shows what takes effect.
                The file is UTF-8. A key that stands twice is refused with both lines.
                `[]` stands for each entry of a list. This page is made by `catenary check-config --reference`.

                | Key | Default | Unit | Meaning |
                |---|---|---|---|
                """,
                "\n"));
  }

  /** One row a key; where the types of sensor differ, the row says each type's. */
  private static List<String> rows(List<ConfigEntry> entries) {
    Map<String, Map<String, ConfigEntry>> byKey = new HashMap<>();
    List<String> order = new ArrayList<>();
    int place = 0;
    for (ConfigEntry entry : entries) {
      String key = entry.key().replaceAll("\\[\\d+]", "[]");
      int known = order.indexOf(key);
      if (known < 0) {
        order.add(place, key);
        known = place;
      }
      place = known + 1;
      byKey.computeIfAbsent(key, _ -> new LinkedHashMap<>()).put(typeOf(entry.key()), entry);
    }
    return order.stream().map(key -> row(key, byKey.getOrDefault(key, Map.of()))).toList();
  }

  /** The type of sensor that a key of the sample belongs to; empty for any other key. */
  private static String typeOf(String key) {
    for (int i = 0; i < Sensors.ALL.size(); i++) {
      if (key.startsWith("sensors[" + i + "].")) {
        return Sensors.ALL.get(i).type();
      }
    }
    return "";
  }

  private static String row(String key, Map<String, ConfigEntry> byType) {
    ConfigEntry first = byType.values().iterator().next();
    String value = value(first);
    String sentence = first.sentence();
    boolean ofSomeSensors = key.startsWith("sensors[]") && byType.size() < Sensors.ALL.size();
    if (!key.equals("sensors[].type") && !key.equals("sensors[].name")) {
      if (byType.values().stream().map(ConfigReference::value).distinct().count() > 1) {
        value = eachType(byType, "; ", ConfigReference::value);
      }
      if (byType.values().stream().map(ConfigEntry::sentence).distinct().count() > 1) {
        sentence = eachType(byType, " ", ConfigEntry::sentence);
      } else if (ofSomeSensors) {
        sentence = String.join(", ", byType.keySet()) + ": " + sentence;
      }
    } else if (key.equals("sensors[].type")) {
      sentence += " One of " + types() + ".";
    }
    return String.format("| `%s` | %s | %s | %s |", key, value, first.unit(), sentence);
  }

  private static String types() {
    return Sensors.ALL.stream().map(SensorDescription::type).collect(Collectors.joining(", "));
  }

  private static String eachType(
      Map<String, ConfigEntry> byType, String between, Function<ConfigEntry, String> part) {
    return byType.entrySet().stream()
        .map(type -> type.getKey() + ": " + part.apply(type.getValue()))
        .collect(Collectors.joining(between));
  }

  private static String value(ConfigEntry entry) {
    return entry.value().isEmpty() ? "not set" : "`" + entry.value() + "`";
  }
}
