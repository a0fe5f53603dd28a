package dev.catenary.device.config;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.capture.ouster.OusterConfig;
import dev.catenary.device.config.CatenaryConfig.JournalSettings;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.MapConfig;
import dev.catenary.device.config.CatenaryConfig.MountConfig;
import dev.catenary.device.config.CatenaryConfig.PositionConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.SensorType;
import dev.catenary.device.config.CatenaryConfig.SerialSettings;
import dev.catenary.device.config.CatenaryConfig.SpoolSettings;
import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.device.config.CatenaryConfig.UploadStore;
import dev.catenary.device.config.CatenaryConfig.ZonesConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every key of the configuration file: its default, unit, limits and meaning. */
final class ConfigReader {
  private static final List<String> VELODYNE_KEYS =
      List.of("model", "position-port", "calibration");

  private final Path base;
  private final Set<Integer> ports = new HashSet<>();

  /**
   * @param base folder that relative paths are taken from
   */
  ConfigReader(Path base) {
    this.base = base;
  }

  CatenaryConfig read(ConfigSection root) {
    String vehicle =
        name(root, "vehicle", "vehicle", "Name of this vehicle in object keys and manifests.");
    String mission =
        name(root, "mission", "survey", "Name of what is captured, in keys and manifests.");
    Path data = path(root, "data-directory", "data", "Where the raw journal and the spool lie.");
    List<SensorConfig> sensors = sensors(root);
    PositionConfig position = position(root.section("position"));
    CatenaryConfig config =
        new CatenaryConfig(
            vehicle,
            mission,
            data,
            sensors,
            position,
            map(root.section("map"), position.datum()),
            zones(root.section("zones")),
            journal(root.section("journal")),
            spool(root.section("spool")),
            upload(root.section("upload")));
    root.refuseUnknown();
    return config;
  }

  private List<SensorConfig> sensors(ConfigSection root) {
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
    String name = name(section, "name", "lidar0", "Name of the sensor; also of its link.");
    SensorType type =
        section.choice(
            "type",
            SensorType.class,
            SensorType.VELODYNE,
            "Maker of the sensor; ouster: link.port is 7502 where it is left out.");
    boolean isOuster = type == SensorType.OUSTER;
    String model =
        section.textOrNull(
            "model", "Model, as VLP-16; left out, it is found from the packets (Velodyne).");
    LinkSettings link = link(section.section("link"), isOuster ? 7_502 : 2_368, 230_400);
    ownPort(section, "link", link.port());
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
    ownPort(section, "position-port", positionPort);
    int imuPort =
        section.whole(
            OusterKeys.IMU_PORT, 7503, 0, 65_535, "", "UDP port of Ouster IMU packets; 0 off.");
    Path calibration =
        pathOrNull(section, "calibration", "Calibration file of this very unit (Velodyne YAML).");
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
    OusterConfig ouster = new OusterKeys(base).read(section, isOuster, rangeMin, rangeMax);
    if (type != SensorType.VELODYNE) {
      refuse(section, VELODYNE_KEYS, type);
    }
    if (!isOuster) {
      refuse(section, OusterKeys.ALL, type);
    }
    ConfigSection mount = section.section("mount");
    MountConfig mountConfig =
        new MountConfig(
            mount.vector(
                "lever-arm",
                "m",
                "Sensor's origin in the body frame of the position source: forward, left, up."),
            mount.vector(
                "boresight",
                "deg",
                "Sensor's roll, pitch, yaw about forward, left, up, applied in the order yaw,"
                    + " pitch, roll."));
    mount.refuseUnknown();
    return new SensorConfig(
        name,
        type,
        model,
        link,
        isOuster ? imuPort : positionPort,
        calibration,
        ouster,
        rangeMin,
        rangeMax,
        mountConfig);
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

  private LinkSettings link(ConfigSection section, int defaultPort, int defaultBaud) {
    LinkSettings link =
        new LinkSettings(
            section.text("address", "0.0.0.0", "Local address to listen on (UDP)."),
            section.whole(
                "port",
                defaultPort,
                1,
                65_535,
                "",
                "Local port to listen on (UDP); of a serial device, the number its bytes carry."),
            section.textOrNull("source", "Accept only from this address (UDP)."),
            section.whole(
                "receive-buffer", 8_388_608, 4_096, 268_435_456, "bytes", "Socket buffer (UDP)."),
            serial(section, defaultBaud));
    section.refuseUnknown();
    return link;
  }

  private @Nullable SerialSettings serial(ConfigSection section, int defaultBaud) {
    Path device =
        pathOrNull(
            section, "device", "Serial device to read in place of UDP, best of /dev/serial/by-id.");
    int baud =
        section.whole("baud", defaultBaud, 300, 4_000_000, "baud", "Speed of the device; 8N1.");
    if (device == null && section.has("baud")) {
      section.problem("baud", "no device", "baud beside device", "Add \"device: /dev/...\".");
    }
    for (String key : List.of("address", "source", "receive-buffer")) {
      if (device != null && section.has(key)) {
        section.problem(key, "a UDP key beside device", "UDP or serial", "Remove one of them.");
      }
    }
    return device == null ? null : new SerialSettings(device, baud);
  }

  /** What arrives is told apart by its port. */
  private void ownPort(ConfigSection section, String key, int port) {
    if (port > 0 && !ports.add(port)) {
      section.problem(
          key, "port " + port + " twice", "one of its own", "Set each to a port of its own.");
    }
  }

  private PositionConfig position(ConfigSection section) {
    PositionSource source =
        section.choice(
            "source",
            PositionSource.class,
            PositionSource.GNSS,
            "ins: NovAtel INSPVAX and NMEA; gnss: NMEA alone; fixed: the place given below.");
    List<LinkSettings> links = new ArrayList<>();
    for (ConfigSection link : section.sections("links")) {
      LinkSettings settings = link(link, 3_001, 115_200);
      ownPort(link, "port", settings.port());
      links.add(settings);
    }
    PositionConfig position =
        new PositionConfig(
            source,
            links,
            section.choice(
                "datum",
                PositionDatum.class,
                PositionDatum.FRAME,
                "Datum of the positions; frame: that of the map's crs; gda94 and gda2020 are"
                    + " moved into each other."),
            section.number("latitude", 0, -90, 90, "deg", "Latitude (fixed)."),
            section.number("longitude", 0, -180, 180, "deg", "Longitude (fixed)."),
            section.number("height", 0, -1_000, 20_000, "m", "Ellipsoidal height (fixed)."),
            section.number("heading", 0, 0, 360, "deg", "Clockwise from true north (fixed)."),
            section.number(
                "gap-max", 2.5, 0.01, 60, "s", "Poses farther apart are not interpolated between."),
            section.number(
                "wait-max",
                5,
                0.1,
                600,
                "s",
                "Points wait this long for the pose that covers them."),
            section.whole("leap-seconds", 18, 18, 60, "s", "GPS time less UTC."));
    section.refuseUnknown();
    return position;
  }

  private static MapConfig map(ConfigSection section, PositionDatum datum) {
    MapConfig map =
        new MapConfig(
            section.text(
                "crs", "auto-utm", "EPSG code as EPSG:7855; auto-utm takes the first position's."));
    try {
      MapFrame.ofConfigured(map.crs(), datum);
    } catch (IOException e) {
      section.problem(
          "crs",
          '"' + map.crs() + '"',
          "a projected system in metres, for positions in " + datum,
          String.valueOf(e.getMessage()));
    }
    section.refuseUnknown();
    return map;
  }

  private static ZonesConfig zones(ConfigSection section) {
    ZonesConfig zones =
        new ZonesConfig(
            section.whole("cell", 32, 4, 512, "m", "Side of a zone."),
            section.number("leave-after", 5, 0.1, 3_600, "s", "A zone without a point closes."),
            section.whole(
                "points-max", 2_000_000, 1_000, 5_000_000, "points", "A zone this full closes."),
            section.number("age-max", 60, 1, 86_400, "s", "A zone this old closes."),
            section.whole("memory-max", 256, 16, 65_536, "MiB", "Memory of all zones together."),
            section.number(
                "clearance", 2.5, 0.1, 50, "m", "Triage: vegetation this near a wire is rank 0."),
            section.whole("workers", 2, 1, 64, "threads", "Threads that classify and record."));
    section.refuseUnknown();
    return zones;
  }

  private static JournalSettings journal(ConfigSection section) {
    JournalSettings journal =
        new JournalSettings(
            section.flag("enabled", true, "Keep datagrams on disk until their zones are."),
            section.number("sync-every", 1, 0.01, 60, "s", "How much a power cut can take."),
            section.whole("segment", 64, 1, 1_024, "MiB", "Size of a journal file."),
            section.flag("keep-raw", false, "Keep datagrams after their zones are durable."));
    section.refuseUnknown();
    return journal;
  }

  private static SpoolSettings spool(ConfigSection section) {
    SpoolSettings spool =
        new SpoolSettings(
            section.whole("reserve", 512, 0, 1_048_576, "MiB", "Disk space left free."));
    section.refuseUnknown();
    return spool;
  }

  private UploadConfig upload(ConfigSection section) {
    UploadStore store =
        section.choice("store", UploadStore.class, UploadStore.NONE, "Where chunks go.");
    UploadConfig upload =
        new UploadConfig(
            store,
            section.textOrNull("endpoint", "URL of the S3 service; left out, AWS's own."),
            section.text("region", "ap-southeast-2", "Region (S3)."),
            section.text("bucket", "", "Bucket (S3)."),
            section.text("prefix", "catenary", "First part of each object's key."),
            section.flag("path-style", false, "Bucket in the path, not the host name (S3)."),
            path(section, "directory", "uploaded", "Folder (directory store)."));
    if (store == UploadStore.S3 && upload.bucket().isEmpty()) {
      section.problem("bucket", "nothing", "the bucket's name", "Add \"bucket: NAME\".");
    }
    section.refuseUnknown();
    return upload;
  }

  /** A name that is safe in file names and object keys. */
  private static String name(ConfigSection section, String key, String fallback, String sentence) {
    String name = section.text(key, fallback, sentence);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      section.problem(
          key, "\"" + name + "\"", "letters, digits, '.', '_' or '-', 64 at most", "Rename it.");
      return fallback;
    }
    return name;
  }

  private Path path(ConfigSection section, String key, String fallback, String sentence) {
    return base.resolve(section.text(key, fallback, sentence)).normalize();
  }

  private @Nullable Path pathOrNull(ConfigSection section, String key, String sentence) {
    String text = section.textOrNull(key, sentence);
    return text == null ? null : base.resolve(text).normalize();
  }
}
