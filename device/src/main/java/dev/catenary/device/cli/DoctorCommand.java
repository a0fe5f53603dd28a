package dev.catenary.device.cli;

import dev.catenary.device.StoreKeys;
import dev.catenary.device.Stores;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.UploadConfig;
import dev.catenary.device.config.CatenaryConfig.UploadStore;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.doctor.Check;
import dev.catenary.device.doctor.ClockCheck;
import dev.catenary.device.doctor.CloudChecks;
import dev.catenary.device.doctor.ConfigurationCheck;
import dev.catenary.device.doctor.Diagnosis;
import dev.catenary.device.doctor.DiskCheck;
import dev.catenary.device.doctor.Doctor;
import dev.catenary.device.doctor.GrantCheck;
import dev.catenary.device.doctor.ModelCheck;
import dev.catenary.device.doctor.NetworkCheck;
import dev.catenary.device.doctor.PageCheck;
import dev.catenary.device.doctor.PortCheck;
import dev.catenary.device.doctor.ReceiveBufferCheck;
import dev.catenary.device.doctor.StoreCheck;
import dev.catenary.device.doctor.Verdict;
import dev.catenary.device.health.HostProbe;
import dev.catenary.device.health.StatusQuestion;
import dev.catenary.device.json.JsonText;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.transfer.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what is wrong before a drive. */
@Command(
    name = "doctor",
    description = {
      "Look for what is wrong with this machine: configuration, clock, disk, sensors, network, store.",
      "Exit status: 0 all good, 3 something is doubtful, 4 something is bad."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      defaultValue = "/etc/catenary/catenary.yaml",
      description = "The YAML file; default ${DEFAULT-VALUE}.")
  private Path configFile;

  @Option(
      names = "--repair",
      description = "Put right what can be without losing anything; never wipes.")
  private boolean repair;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--listen",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long to wait for a packet at each port; default ${DEFAULT-VALUE}.")
  private int listenSeconds;

  @Override
  public Integer call() throws Exception {
    ConfigFile file = ConfigFile.read(configFile);
    CatenaryConfig config = file.config();
    List<Check> checks = new ArrayList<>();
    checks.add(new ConfigurationCheck(file));
    checks.add(new ClockCheck(new HostProbe(Path.of("/")).read(), InstantSource.system()));
    checks.add(
        new DiskCheck(
            config.dataDirectory(),
            config.spoolDirectory(),
            (long) config.spool().reserveMebibytes() << 20));
    boolean running = isRunning(config.service().socket());
    checks.addAll(PortCheck.ofSensors(config, Duration.ofSeconds(listenSeconds), running));
    long buffer =
        config.sensors().stream()
            .mapToLong(sensor -> sensor.link().receiveBufferBytes())
            .max()
            .orElse(0);
    checks.add(new ReceiveBufferCheck(ReceiveBufferCheck.RMEM_MAX, buffer));
    checks.add(new NetworkCheck());
    checks.add(
        new PageCheck(
            config.page(), config.vehicle(), Instant.now(), isRunning(config.service().socket())));
    checks.add(new ModelCheck(config.classification().model()));
    checks.addAll(CloudChecks.of(config, running, STORE_TIMEOUT));
    List<Diagnosis> all = examine(checks, config);
    show(all);
    return switch (Doctor.worst(all)) {
      case GOOD -> 0;
      case DOUBTFUL -> 3;
      case BAD -> 4;
    };
  }

  private List<Diagnosis> examine(List<Check> checks, CatenaryConfig config) throws IOException {
    UploadConfig upload = config.upload();
    var grants = upload.grants();
    boolean reachable =
        grants != null || (upload.store() == UploadStore.S3 && !upload.bucket().isEmpty());
    try (ObjectStore store =
        reachable ? Stores.open(config, StoreKeys.of(config, new Counters())) : null) {
      if (store != null && grants != null) {
        String key = config.vehicle() + "/" + config.mission() + "/doctor/check";
        checks.add(new GrantCheck(grants, store, key, InstantSource.system()));
      } else if (store != null) {
        checks.add(
            new StoreCheck(endpoint(upload), store, "doctor/" + config.vehicle(), STORE_TIMEOUT));
      }
      return new Doctor(checks).examine(repair);
    }
  }

  private static boolean isRunning(Path socket) {
    try {
      return !StatusQuestion.ask(socket, "worst").isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static URI endpoint(UploadConfig upload) {
    String endpoint = upload.endpoint();
    return URI.create(
        endpoint == null ? "https://s3." + upload.region() + ".amazonaws.com" : endpoint);
  }

  private void show(List<Diagnosis> all) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("worst", Doctor.worst(all));
      answer.put("checks", all.stream().map(DoctorCommand::fields).toList());
      out.println(JsonText.of(answer));
    } else {
      for (Diagnosis one : all) {
        out.printf(
            "%-8s %-22s %s%s%n",
            one.verdict(), one.check(), one.found(), one.repaired() ? " (after repair)" : "");
        if (one.verdict() != Verdict.GOOD) {
          out.printf("%32sexpected %s%n%32s%s%n", "", one.expected(), "", one.cure());
        }
      }
    }
    out.flush();
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
