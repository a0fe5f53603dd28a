package dev.catenary.device.page;

import dev.catenary.capture.SensorInput;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.health.ChainLink;
import dev.catenary.device.health.LinkHealth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each sensor, as its packets tell. */
final class SensorsAnswer {
  private SensorsAnswer() {}

  static Map<String, Object> of(PageParts parts) {
    List<SensorConfig> configured = parts.config().sensors();
    List<Object> sensors = new ArrayList<>();
    for (int i = 0; i < configured.size(); i++) {
      sensors.add(sensor(parts, i, configured.get(i), parts.machine().sensorInputs().get(i)));
    }
    return Map.of("sensors", sensors);
  }

  private static Map<String, Object> sensor(
      PageParts parts, int index, SensorConfig config, SensorInput input) {
    double packetsPerSecond = parts.watch().rates().packetsPerSecond(index);
    long packets = input.packets();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", config.name());
    one.put("model", config.setup().model());
    one.put("description", input.describe());
    one.put("firmware", config.setup().firmware());
    one.put("port", config.link().port());
    one.put("packetsPerSecond", packetsPerSecond);
    one.put("pointsPerSecond", packets == 0 ? null : packetsPerSecond * input.points() / packets);
    one.put("packets", packets);
    one.put("lostPackets", input.packetsMissing());
    one.put("badPackets", input.packetsBad());
    one.put("timeQuality", input.timeQuality());
    one.put("condition", condition(parts.watch().last(), configuredAlone(parts)));
    return one;
  }

  private static boolean configuredAlone(PageParts parts) {
    return parts.config().sensors().size() == 1;
  }

  /** Of a sole sensor the chain's link tells; of several it tells of all together. */
  private static @Nullable String condition(@Nullable Look look, boolean alone) {
    return look == null || !alone
        ? null
        : look.health().links().stream()
            .filter(link -> link.link() == ChainLink.SENSOR)
            .map(LinkHealth::condition)
            .map(Enum::name)
            .findFirst()
            .orElse(null);
  }
}
