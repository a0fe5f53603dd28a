package dev.catenary.device.config;

import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.MountConfig;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.SensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of the sensors. */
final class SensorKeys {
  private static final List<String> VELODYNE_KEYS =
      List.of("model", "position-port", "calibration");

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
    SensorType type =
        section.choice(
            "type",
            SensorType.class,
            SensorType.VELODYNE,
            "Maker of the sensor; ouster: link.port, left out, is that of the metadata.");
    boolean isOuster = type == SensorType.OUSTER;
    String model =
        section.textOrNull(
            "model", "Model, as VLP-16; left out, it is found from the packets (Velodyne).");
    OusterKeys ousterKeys = new OusterKeys(section, base, isOuster);
    LinkSettings link =
        links.read(section.section("link"), isOuster ? ousterKeys.lidarPort() : 2_368, 230_400);
    links.ownPort(section, "link", link.port(), link.source());
    if (link.serial() != null && type != SensorType.LDROBOT) {
      section.problem("link", "a serial device", "a UDP port", "Only ldrobot sensors are serial.");
    }
    int positionPort =
        section.whole(
            "position-port",
            type == SensorType.VELODYNE ? 8308 : 0,
            0,
            65_535,
            "",
            "UDP port of Velodyne position packets; 0 off, as for other types.");
    links.ownPort(section, "position-port", positionPort, link.source());
    int imuPort = ousterKeys.imuPort();
    if (isOuster && imuPort != link.port()) {
      links.ownPort(section, "imu-port", imuPort, link.source());
    }
    String calibration =
        section.textOrNull("calibration", "Calibration file of this very unit (Velodyne YAML).");
    double rangeMin =
        section.number(
            "range-min", 0.5, 0.05, 50, "m", "Nearer points are the vehicle itself; left out.");
    double rangeMax =
        section.number(
            "range-max",
            isOuster ? 1_000 : 250,
            1,
            1_000,
            "m",
            "Farther points: left out; Ouster 1000.");
    if (rangeMax <= rangeMin) {
      section.problem(
          "range-max", rangeMax + " m", "more than range-min", "Correct one of the two.");
    }
    OusterConfig ouster = ousterKeys.config(rangeMin, rangeMax);
    if (type != SensorType.VELODYNE) {
      refuse(section, VELODYNE_KEYS, type);
    }
    if (!isOuster) {
      refuse(section, OusterKeys.KEYS, type);
    }
    return new SensorConfig(
        name,
        type,
        model,
        link,
        isOuster ? imuPort : positionPort,
        calibration == null ? null : base.resolve(calibration).normalize(),
        ouster,
        rangeMin,
        rangeMax,
        mount(section.section("mount")));
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

  /** Keys that another maker's sensor has. */
  private static void refuse(ConfigSection section, List<String> keys, SensorType type) {
    for (String key : keys) {
      if (section.has(key)) {
        String maker = ConfigSection.nameOf(type);
        section.problem(
            key, "a key of another maker", "keys of type " + maker, "Remove it, or set the type.");
      }
    }
  }
}
