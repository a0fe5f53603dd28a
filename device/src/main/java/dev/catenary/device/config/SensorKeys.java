package dev.catenary.device.config;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.sensor.AncillaryPackets;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.capture.sensor.SensorKeyException;
import dev.catenary.capture.sensor.SensorSetup;
import dev.catenary.capture.sensor.SensorValues;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.MountConfig;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of the sensors: those that each has, and those that its description lists. */
final class SensorKeys {
  /** Speed of a line whose sensor is not serial; only shown. */
  private static final int BAUD = 230_400;

  private final Path base;
  private final LinkKeys links;

  /**
   * @param base folder that relative paths are taken from
   * @param links knows which ports are taken
   */
  SensorKeys(Path base, LinkKeys links) {
    this.base = base;
    this.links = links;
  }

  List<SensorConfig> read(ConfigSection root) {
    List<SensorConfig> sensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigSection section : root.sections("sensors")) {
      SensorConfig sensor = sensor(section);
      if (!names.add(sensor.name())) {
        section.problem("name", "\"" + sensor.name() + "\" twice", "a name of its own", "Rename.");
      }
      sensors.add(sensor);
      section.refuseUnknown();
    }
    if (sensors.isEmpty()) {
      root.problem(
          "sensors", "no sensor", "at least one", "Add \"sensors:\" with one \"- name: ...\".");
    }
    return sensors;
  }

  private SensorConfig sensor(ConfigSection section) {
    String name =
        ConfigReader.name(section, "name", "lidar0", "Name of the sensor; also of its link.");
    List<String> types = Sensors.ALL.stream().map(SensorDescription::type).toList();
    String type = section.oneOf("type", types, types.getFirst(), "Maker of the sensor.");
    SensorDescription description = Sensors.ALL.get(types.indexOf(type));
    SensorSetup setup = setup(section, description);
    LinkSettings link = link(section, description, setup.port());
    int ancillaryPort = ancillaryPort(section, description, setup, link);
    double rangeMin =
        section.number(
            "range-min", 0.5, 0.05, 50, "m", "Nearer points are the vehicle itself; left out.");
    double rangeMax =
        section.number(
            "range-max", description.rangeMaxMetres(), 1, 1_000, "m", "Farther points: left out.");
    if (rangeMax <= rangeMin) {
      section.problem(
          "range-max", rangeMax + " m", "more than range-min", "Correct one of the two.");
    }
    refuseOthers(section, description);
    return new SensorConfig(
        name,
        description,
        setup,
        link,
        ancillaryPort,
        rangeMin,
        rangeMax,
        mount(section.section("mount")));
  }

  private SensorSetup setup(ConfigSection section, SensorDescription description) {
    Map<String, String> values = new HashMap<>();
    for (SensorKey key : description.keys()) {
      String value = value(section, key);
      if (value != null) {
        values.put(key.name(), value);
      }
    }
    try {
      return description.setup(new SensorValues(values));
    } catch (SensorKeyException e) {
      section.problem(e.key(), e.found(), e.expected(), e.cure());
      return SensorSetup.unusable(description);
    }
  }

  private @Nullable String value(ConfigSection section, SensorKey key) {
    return switch (key.form()) {
      case CHOICE -> section.oneOf(key.name(), key.choices(), key.fallback(), key.sentence());
      case TEXT -> section.textOrNull(key.name(), key.sentence());
      case FILE -> {
        String file = section.textOrNull(key.name(), key.sentence());
        yield file == null ? null : base.resolve(file).normalize().toString();
      }
    };
  }

  private LinkSettings link(ConfigSection section, SensorDescription description, int port) {
    boolean serial = description.baud() > 0;
    LinkSettings link =
        links.read(
            section.section("link"),
            port,
            serial ? description.baud() : BAUD,
            description.receiveBufferBytes());
    links.ownPort(section, "link", link.port(), link.source());
    if (link.tcp() != null) {
      section.problem("link", "tcp", "UDP or a serial device", "TCP is for receivers alone.");
    }
    if (link.serial() != null && !serial) {
      section.problem(
          "link",
          "a serial device",
          "a UDP port",
          "Only " + serialTypes() + " sensors are serial.");
    }
    return link;
  }

  private static String serialTypes() {
    return Sensors.ALL.stream()
        .filter(sensor -> sensor.baud() > 0)
        .map(SensorDescription::type)
        .collect(Collectors.joining(", "));
  }

  private int ancillaryPort(
      ConfigSection section, SensorDescription description, SensorSetup setup, LinkSettings link) {
    AncillaryPackets others = description.ancillary();
    if (others == null || others.port() == 0) {
      return 0;
    }
    int port = section.whole(others.key(), setup.ancillaryPort(), 0, 65_535, "", others.sentence());
    if (port != link.port()) {
      links.ownPort(section, others.key(), port, link.source());
    }
    return port;
  }

  private static MountConfig mount(ConfigSection section) {
    MountConfig mount =
        new MountConfig(
            section.vector(
                "lever-arm",
                "m",
                "Sensor's origin in the body frame of the position source: forward, left, up."),
            section.vector(
                "boresight",
                "deg",
                "Sensor's roll, pitch, yaw about forward, left, up, applied in the order yaw,"
                    + " pitch, roll."));
    section.refuseUnknown();
    return mount;
  }

  /** Refuses the keys that only another maker's sensor has. */
  private static void refuseOthers(ConfigSection section, SensorDescription own) {
    Set<String> others = new LinkedHashSet<>();
    Sensors.ALL.forEach(sensor -> others.addAll(keysOf(sensor)));
    others.removeAll(keysOf(own));
    for (String key : others) {
      section.refuse(
          key,
          "a key of another maker",
          "keys of type " + own.type(),
          "Remove it, or set the type.");
    }
  }

  private static List<String> keysOf(SensorDescription sensor) {
    List<String> keys = new ArrayList<>(sensor.keys().stream().map(SensorKey::name).toList());
    if (sensor.ancillary() != null) {
      keys.add(Objects.requireNonNull(sensor.ancillary()).key());
    }
    return keys;
  }
}
