package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.doctor.Diagnosis;
import dev.catenary.device.doctor.MachineDoctor;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.MetricsText;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.StatusText;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.selftest.DeviceKey;
import dev.catenary.device.selftest.DiskTrial;
import dev.catenary.device.selftest.ModelTrial;
import dev.catenary.device.selftest.RecordSigner;
import dev.catenary.device.selftest.SelfTest;
import dev.catenary.device.selftest.SelfTestDesk;
import dev.catenary.device.support.SupportBundle;
import dev.catenary.device.support.SupportParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Actions of the running service for a person: mission, self-test and support bundle, by its socket
 * or by the page. Any thread.
 */
public final class ServiceDesk implements AutoCloseable {
  private static final Duration SELF_TEST = Duration.ofSeconds(60);

  private final MissionControl mission;
  private final SelfTestDesk selfTest;
  private final SupportBundle support;

  /**
   * @param logs folder of the log's files
   */
  public ServiceDesk(
      Path configFile, Assembly machine, LiveService service, String softwareVersion, Path logs)
      throws IOException, ConfigException {
    ConfigFile file = ConfigFile.read(configFile);
    CatenaryConfig config = file.config();
    this.mission = machine.mission();
    MachineDoctor doctor = new MachineDoctor(file);
    Path data = config.dataDirectory();
    this.selfTest =
        new SelfTestDesk(
            new SelfTest(
                config.vehicle(),
                softwareVersion,
                new Seen(service),
                List.of(
                    new DiskTrial(data),
                    new ModelTrial(() -> machine.classifierChoice().classifier(1)),
                    SelfTest.Trial.of(() -> examined(doctor))),
                SELF_TEST,
                InstantSource.system()),
            new RecordSigner(DeviceKey.in(keys(data))),
            selfTests(data),
            System::nanoTime);
    List<SupportBundle.Part> parts = new ArrayList<>();
    parts.add(
        new SupportBundle.Part(
            "status.txt", () -> StatusText.forPeople(service.health(), service.reading())));
    parts.add(
        new SupportBundle.Part(
            "status.json", () -> StatusText.json(service.health(), service.reading())));
    parts.add(
        new SupportBundle.Part(
            "metrics.txt", () -> MetricsText.of(service.health(), service.reading())));
    parts.add(
        new SupportBundle.Part(
            "doctor.json", () -> MachineDoctor.json(doctor.examineBesideService()) + "\n"));
    parts.addAll(SupportParts.onDisk(configFile, config, logs, selfTests(data), softwareVersion));
    this.support = new SupportBundle(config.vehicle(), parts);
  }

  /** Where the device's own keys are. */
  public static Path keys(Path dataDirectory) {
    return dataDirectory.resolve("keys");
  }

  /** Where the signed records are. */
  public static Path selfTests(Path dataDirectory) {
    return dataDirectory.resolve("self-test");
  }

  private record Seen(LiveService service) implements SelfTest.Watched {
    @Override
    public Reading reading() {
      return service.reading();
    }

    @Override
    public Health health() {
      return service.health();
    }
  }

  private static List<Diagnosis> examined(MachineDoctor doctor) {
    try {
      return doctor.examineBesideService();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MissionControl mission() {
    return mission;
  }

  public SelfTestDesk selfTest() {
    return selfTest;
  }

  public SupportBundle support() {
    return support;
  }

  /** Answers a question of the socket; empty when it is none of these. */
  public String answer(String question) {
    return DeskAnswers.of(question, mission, selfTest);
  }

  @Override
  public void close() {
    selfTest.close();
  }
}
