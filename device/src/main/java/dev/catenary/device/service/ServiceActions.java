package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigException;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.doctor.MachineDoctor;
import dev.catenary.device.doctor.Verdict;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.MetricsText;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.StatusText;
import dev.catenary.device.mission.MissionControl;
import dev.catenary.device.page.PageActions;
import dev.catenary.device.page.Updates;
import dev.catenary.device.selftest.DeviceKey;
import dev.catenary.device.selftest.DiskTrial;
import dev.catenary.device.selftest.ModelTrial;
import dev.catenary.device.selftest.RecordSigner;
import dev.catenary.device.selftest.SelfTest;
import dev.catenary.device.selftest.SelfTestRunner;
import dev.catenary.device.selftest.TestStep;
import dev.catenary.device.support.SupportBundle;
import dev.catenary.device.support.SupportParts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Actions of the running service for a person: mission, self-test and support bundle, by its socket
 * or by the page. Any thread.
 */
public final class ServiceActions implements AutoCloseable {
  private static final Duration SELF_TEST = Duration.ofSeconds(60);

  private final MissionControl mission;
  private final SelfTestRunner selfTest;
  private final SupportBundle support;

  /**
   * @param logs folder of the log's files
   */
  public ServiceActions(
      Path configFile, Assembly machine, LiveService service, String softwareVersion, Path logs)
      throws IOException, ConfigException {
    ConfigFile file = ConfigFile.read(configFile);
    CatenaryConfig config = file.config();
    this.mission = machine.mission();
    MachineDoctor doctor = new MachineDoctor(file);
    Path data = config.dataDirectory();
    this.selfTest =
        new SelfTestRunner(
            new SelfTest(
                config.vehicle(),
                softwareVersion,
                new Seen(service),
                List.of(
                    new DiskTrial(data),
                    new ModelTrial(() -> machine.classifierChoice().classifier(1)),
                    () -> examined(doctor)),
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
    parts.addAll(
        SupportParts.onDisk(
            configFile, config.spoolDirectory(), logs, selfTests(data), softwareVersion));
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

  /** The doctor's checks: what is doubtful passes with its cure, what is bad does not. */
  private static List<TestStep> examined(MachineDoctor doctor) throws IOException {
    return doctor.examineBesideService().stream()
        .map(one -> new TestStep(one.check(), one.verdict() != Verdict.BAD, one.problem()))
        .toList();
  }

  /** The same parts for the technician's page; updates are null where this machine has none. */
  public PageActions ofPage(@Nullable Updates updates) {
    return new PageActions(selfTest, support, mission, updates);
  }

  public MissionControl mission() {
    return mission;
  }

  public SelfTestRunner selfTest() {
    return selfTest;
  }

  public SupportBundle support() {
    return support;
  }

  /** Answers a question of the socket; empty when it is none of these. */
  public String answer(String question) {
    return SocketActions.of(question, mission, selfTest);
  }

  @Override
  public void close() {
    selfTest.close();
  }
}
