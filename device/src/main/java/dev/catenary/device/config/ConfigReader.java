package dev.catenary.device.config;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.device.config.CatenaryConfig.ClassificationConfig;
import dev.catenary.device.config.CatenaryConfig.JournalSettings;
import dev.catenary.device.config.CatenaryConfig.MapConfig;
import dev.catenary.device.config.CatenaryConfig.PositionConfig;
import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import dev.catenary.device.config.CatenaryConfig.ServiceSettings;
import dev.catenary.device.config.CatenaryConfig.SpoolSettings;
import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.device.config.CatenaryConfig.UploadStore;
import dev.catenary.device.config.CatenaryConfig.ZonesConfig;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.uplink.policy.UploadPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Every key of the configuration file: its default, unit, limits and meaning. */
final class ConfigReader {
  private final Path base;
  private final LinkKeys links;

  /**
   * @param base folder that relative paths are taken from
   */
  ConfigReader(Path base) {
    this.base = base;
    this.links = new LinkKeys(base);
  }

  CatenaryConfig read(ConfigSection root) {
    String vehicle =
        name(root, "vehicle", "vehicle", "Name of this vehicle in object keys and manifests.");
    String mission =
        name(root, "mission", "survey", "Name of what is captured, in keys and manifests.");
    Path data = path(root, "data-directory", "data", "Where the raw journal and the spool lie.");
    List<SensorConfig> sensors = new SensorKeys(base, links).read(root);
    PositionConfig position = new PositionKeys(links).read(root.section("position"));
    ClearanceKeys.Read clearance = ClearanceKeys.read(root.section("clearance"), base);
    CatenaryConfig config =
        new CatenaryConfig(
            vehicle,
            mission,
            data,
            sensors,
            position,
            map(root.section("map"), position.datum()),
            zones(root.section("zones")),
            clearance.rules(),
            clearance.line(),
            classification(root.section("classification")),
            journal(root.section("journal")),
            spool(root.section("spool")),
            upload(root.section("upload"), data),
            new IotKeys(base).read(root.section("iot"), vehicle, data),
            service(root.section("service")),
            new PageKeys(base).read(root.section("page"), data),
            BoardKeys.read(root.section("board")),
            UpdateSettings.read(root.section("update")));
    boolean wanted = config.upload().links().policies().stream().anyMatch(UploadPolicy::overviews);
    if (wanted && !config.spool().overviews()) {
      root.problem(
          "upload",
          "a policy that sends overviews, and none are made",
          "both or neither",
          "Set \"spool.overviews: true\", or \"overviews: false\" in each policy.");
    }
    root.refuseUnknown();
    return config;
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
            section.whole("workers", 2, 1, 64, "threads", "Threads that classify and record."));
    section.refuseUnknown();
    return zones;
  }

  private ClassificationConfig classification(ConfigSection section) {
    String model =
        section.text(
            "model",
            ClassifierChoice.SHIPPED,
            "\"shipped\", \"rules\", or a model's folder; a model that is refused leaves the"
                + " rules.");
    boolean named = model.equals(ClassifierChoice.SHIPPED) || model.equals(ClassifierChoice.RULES);
    ClassificationConfig classification =
        new ClassificationConfig(
            named ? model : base.resolve(model).normalize().toString(),
            section.whole(
                "model-threads", 1, 1, 64, "", "Threads of the model's runtime for each worker."));
    section.refuseUnknown();
    return classification;
  }

  private static JournalSettings journal(ConfigSection section) {
    JournalSettings journal =
        new JournalSettings(
            section.flag("enabled", true, "Keep datagrams on disk until their zones are."),
            section.number("sync-every", 1, 0.01, 60, "s", "How much a power cut can take."),
            section.whole("segment", 64, 1, 1_024, "MiB", "Size of a journal file."),
            section.flag("keep-raw", false, "Keep datagrams after their zones are durable."),
            section.whole(
                "asked-max",
                2_048,
                16,
                1 << 20,
                "MiB",
                "The most that is kept for those who have asked for it."));
    section.refuseUnknown();
    return journal;
  }

  private static SpoolSettings spool(ConfigSection section) {
    SpoolSettings spool =
        new SpoolSettings(
            section.whole("reserve", 512, 0, 1_048_576, "MiB", "Disk space left free."),
            section.whole(
                "margin",
                256,
                0,
                1_048_576,
                "MiB",
                "Above the reserve; with less of it raw data and whole zones are given up."),
            section.flag(
                "overviews",
                false,
                "Keep a thinned overview beside each zone that shows no wire; without it nothing is"
                    + " given up when the disk fills."),
            section.whole("overview-voxel", 1_000, 10, 32_000, "mm", "One point a cube is kept."));
    section.refuseUnknown();
    return spool;
  }

  private UploadConfig upload(ConfigSection section, Path data) {
    UploadStore store =
        section.choice(
            "store",
            UploadStore.class,
            UploadStore.NONE,
            "Where chunks go; grants: S3 without keys.");
    UploadConfig upload =
        new UploadConfig(
            store,
            section.textOrNull("endpoint", "URL of the S3 service; left out, AWS's own."),
            section.text("region", "ap-southeast-2", "Region (S3)."),
            section.text("bucket", "", "Bucket (S3)."),
            section.text("prefix", "catenary", "First part of each object's key."),
            section.flag("path-style", false, "Bucket in the path, not the host name (S3)."),
            lasting(
                section,
                "directory",
                data.resolve("uploaded"),
                "Folder (directory store); left out, uploaded in the data directory."),
            GrantKeys.read(section, base, store),
            section.flag(
                "development",
                false,
                "Lets long-lived keys through to the store (S3): for a bench, never on a vehicle."),
            PolicyReader.links(section));
    if (store == UploadStore.S3 && upload.bucket().isEmpty()) {
      section.problem("bucket", "nothing", "the bucket's name", "Add \"bucket: NAME\".");
    }
    section.refuseUnknown();
    return upload;
  }

  private ServiceSettings service(ConfigSection section) {
    ServiceSettings service =
        new ServiceSettings(
            path(
                section, "socket", "data/status.sock", "Unix socket of catenary status and watch."),
            section.whole(
                "metrics-port", 0, 0, 65_535, "", "Port of 127.0.0.1 for Prometheus; 0 off."));
    section.refuseUnknown();
    return service;
  }

  /** A name that is safe in file names and object keys. */
  static String name(ConfigSection section, String key, String fallback, String sentence) {
    String name = section.text(key, fallback, sentence);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      section.problem(
          key, "\"" + name + "\"", "letters, digits, '.', '_' or '-', 64 at most", "Rename it.");
      return fallback;
    }
    return name;
  }

  /** Place of something worth as much as the data: with the data, unless the file names another. */
  private Path lasting(ConfigSection section, String key, Path unnamed, String sentence) {
    String named = section.textOrNull(key, sentence);
    return named == null ? unnamed : base.resolve(named).normalize();
  }

  private Path path(ConfigSection section, String key, String fallback, String sentence) {
    return base.resolve(section.text(key, fallback, sentence)).normalize();
  }
}
