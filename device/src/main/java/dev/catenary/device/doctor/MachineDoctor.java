package dev.catenary.device.doctor;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.device.config.CatenaryConfig.UploadStore;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.health.HostProbe;
import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.json.JsonText;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.device.store.Stores;
import dev.catenary.device.update.slot.SlotPlaces;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All checks of a vehicle's computer, by its configuration. */
public final class MachineDoctor {
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(10);

  /** Somebody waits at a page or for a self-test; the way to the store is given twice its step. */
  private static final Duration BESIDE_SERVICE_PATIENCE = STORE_TIMEOUT.multipliedBy(2);

  /** Looks, and says what it found. */
  @FunctionalInterface
  private interface Examination {
    List<Diagnosis> by(Doctor doctor) throws IOException;
  }

  private final ConfigFile file;
  private final CatenaryConfig config;

  public MachineDoctor(ConfigFile file) {
    this.file = file;
    this.config = file.config();
  }

  /**
   * Looks at everything.
   *
   * @param listen how long to wait for a packet at each port
   * @param repair whether to put right what can be without losing anything
   */
  public List<Diagnosis> examine(Duration listen, boolean repair) throws IOException {
    List<Check> checks = new ArrayList<>(here());
    boolean running = isRunning(config.service().socket());
    checks.addAll(PortCheck.of(config.sensors(), config.position().links(), listen, running));
    long buffer =
        config.sensors().stream()
            .mapToLong(sensor -> sensor.link().receiveBufferBytes())
            .max()
            .orElse(0);
    checks.add(new ReceiveBufferCheck(ReceiveBufferCheck.RMEM_MAX, buffer));
    checks.add(new NetworkCheck());
    checks.add(new PageCheck(config.page(), config.vehicle(), Instant.now(), running));
    checks.add(new ModelCheck(config.classification().model()));
    checks.addAll(
        CloudChecks.of(config.iot(), running ? config.service().socket() : null, STORE_TIMEOUT));
    return withStore(checks, doctor -> doctor.examine(repair));
  }

  /**
   * Examines what is possible beside a running service: neither its ports nor its model. It ends,
   * whatever the link does.
   */
  public List<Diagnosis> examineBesideService() throws IOException {
    List<Check> checks = new ArrayList<>(here());
    checks.add(new NetworkCheck());
    checks.addAll(CloudChecks.of(config.iot(), config.service().socket(), STORE_TIMEOUT));
    return withStore(checks, doctor -> doctor.examineWithin(BESIDE_SERVICE_PATIENCE));
  }

  private List<Check> here() throws IOException {
    return List.of(
        new ConfigurationCheck(file),
        new ClockCheck(new HostProbe(Path.of("/")).read(), InstantSource.system()),
        new BoardCheck(config.board()),
        new UpdateCheck(SlotPlaces.ofThisMachine()),
        new DiskCheck(
            config.dataDirectory(),
            config.spoolDirectory(),
            (long) config.spool().reserveMebibytes() << 20,
            ServiceRights.askedByRoot()));
  }

  private List<Diagnosis> withStore(List<Check> checks, Examination examination)
      throws IOException {
    UploadConfig upload = config.upload();
    var grants = upload.grants();
    boolean reachable =
        grants != null || (upload.store() == UploadStore.S3 && !upload.bucket().isEmpty());
    try (ObjectStore store =
        reachable
            ? Stores.open(
                config.upload(),
                config.spoolDirectory(),
                StoreKeys.of(config.iot(), config.upload().development(), new Counters()))
            : null) {
      if (store != null && grants != null) {
        String key = config.vehicle() + "/" + config.mission() + "/doctor/check";
        checks.add(new GrantCheck(grants, store, key, InstantSource.system()));
      } else if (store != null) {
        checks.add(
            new StoreCheck(endpoint(upload), store, "doctor/" + config.vehicle(), STORE_TIMEOUT));
      }
      return examination.by(new Doctor(checks));
    }
  }

  private static boolean isRunning(Path socket) {
    try {
      return !StatusQuestion.ask(socket, "worst").isEmpty();
    } catch (IOException e) {
      // A service that does not answer this user still holds its ports.
      return Files.exists(socket) && String.valueOf(e.getMessage()).contains("Permission denied");
    }
  }

  private static URI endpoint(UploadConfig upload) {
    String endpoint = upload.endpoint();
    return URI.create(
        endpoint == null ? "https://s3." + upload.region() + ".amazonaws.com" : endpoint);
  }

  /** As one JSON object. */
  public static String json(List<Diagnosis> all) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("worst", Doctor.worst(all));
    answer.put("checks", all.stream().map(MachineDoctor::fields).toList());
    return JsonText.of(answer);
  }

  private static Map<String, Object> fields(Diagnosis one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", one.check());
    fields.put("verdict", one.verdict());
    fields.put("found", one.found());
    fields.put("expected", one.expected());
    fields.put("cure", one.cure());
    fields.put("repaired", one.repaired());
    return fields;
  }
}
