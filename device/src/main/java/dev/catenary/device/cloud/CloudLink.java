package dev.catenary.device.cloud;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.CatenaryConfig.LinkPolicies;
import dev.catenary.device.config.IotSettings;
import dev.catenary.device.config.IotSettings.ProvisioningSettings;
import dev.catenary.device.store.StoreKeys;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.uplink.Uploader;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.BrokerConfig;
import dev.catenary.uplink.iot.CloudParts;
import dev.catenary.uplink.iot.CloudSession;
import dev.catenary.uplink.iot.CommandInbox;
import dev.catenary.uplink.iot.Credentials;
import dev.catenary.uplink.iot.JobOrders;
import dev.catenary.uplink.iot.LineState;
import dev.catenary.uplink.iot.Provisioning;
import dev.catenary.uplink.policy.UploadGate;
import dev.catenary.uplink.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The vehicle's line to its broker, as the configuration wants it. */
public final class CloudLink {
  private static final int REPORT_VERSION = 1;

  /** For each connection and answer while a certificate is obtained. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Spool spool;
  private final DeviceCommands commands;
  private final ShadowWishes wishes;
  private final JobHints jobs = new JobHints();
  private final CloudSession session;
  private volatile DeviceReport report;
  private volatile Supplier<byte[]> softwareReport = () -> new byte[0];

  /**
   * The link; empty without a broker in the configuration.
   *
   * @param uploader whose events go by the broker from now on; null when chunks stay in the spool
   */
  public static Optional<CloudLink> of(
      CatenaryConfig config,
      String softwareVersion,
      Spool spool,
      @Nullable Uploader uploader,
      Counters counters)
      throws IOException {
    IotSettings iot = config.iot();
    return iot == null
        ? Optional.empty()
        : Optional.of(new CloudLink(config, iot, softwareVersion, spool, uploader, counters));
  }

  private CloudLink(
      CatenaryConfig config,
      IotSettings iot,
      String softwareVersion,
      Spool spool,
      @Nullable Uploader uploader,
      Counters counters)
      throws IOException {
    this.spool = spool;
    LinkPolicies links = config.upload().links();
    UploadGate gate = uploader == null ? idle(links) : uploader.gate();
    if (uploader != null) {
      uploader.leaveEvents();
    }
    this.commands = new DeviceCommands(gate, links);
    DeviceReport lost =
        DeviceReport.newBuilder()
            .setFormatVersion(REPORT_VERSION)
            .setVehicle(config.vehicle())
            .setSoftwareVersion(softwareVersion)
            .build();
    this.report = lost.toBuilder().setOnline(true).build();
    Path kept = config.dataDirectory().resolve("iot").resolve("upload-wish.json");
    this.wishes = new ShadowWishes(gate, links, new KeptWish(kept));
    wishes.resume();
    BrokerConfig broker = broker(iot);
    this.session =
        new CloudSession(
            broker,
            credentials(iot, broker, counters),
            new CloudParts(
                config.vehicle(),
                spool.events(),
                spool.receiptTail(),
                CommandInbox.open(config.dataDirectory().resolve("iot/commands"), counters),
                lost,
                () -> report,
                iot.reportEvery(),
                commands,
                wishes,
                jobs,
                () -> softwareReport.get()),
            counters,
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
  }

  /** Which broker a configuration means. */
  public static BrokerConfig broker(IotSettings iot) throws IOException {
    return new BrokerConfig(
        iot.endpoint(),
        iot.port(),
        iot.topics(),
        StoreKeys.trust(iot.trust()),
        iot.sessionExpiry(),
        BrokerConfig.KEEP_ALIVE,
        BrokerConfig.FIRST_RETRY,
        BrokerConfig.LAST_RETRY);
  }

  private static Credentials credentials(IotSettings iot, BrokerConfig broker, Counters counters) {
    IdentityFolder folder = new IdentityFolder(iot.identity());
    ProvisioningSettings by = iot.provisioning();
    if (by == null) {
      return new Credentials(folder, null, null, Duration.ZERO);
    }
    Provisioning.Template template =
        new Provisioning.Template(
            by.template(), Map.of("SerialNumber", by.serial(), "ThingName", iot.thing()));
    return new Credentials(
        folder,
        by.claim(),
        new Provisioning(broker, template, folder, counters, PATIENCE),
        by.renewBefore());
  }

  /** Where nothing is sent a policy can be chosen all the same. */
  private static UploadGate idle(LinkPolicies links) {
    return new UploadGate(
        links.active(), InstantSource.system(), System::nanoTime, ZoneOffset.UTC, Optional.empty());
  }

  /** Stage that does the work, for a thread of its own. */
  public Stage stage() {
    return session;
  }

  /** State of the line; any thread may ask. */
  public LineState state() {
    return session.state();
  }

  /**
   * Notices about a connection that is up, each with its cure: a session that is kept for less than
   * asked, somebody else under our name, a shadow that cannot be reported. Any thread may ask.
   */
  public List<String> notices() {
    LineState state = session.state();
    return Stream.of(
            state.recentTwin(System.nanoTime()), session.shadowTrouble(), state.shortSession())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Gives jobs to whoever works on updates; before the stage starts. */
  public void givesJobs(JobOrders updates) {
    jobs.by(updates);
  }

  /** Gives the newest signed report on software; before the stage starts. */
  public void givesSoftwareReports(Supplier<byte[]> newest) {
    softwareReport = newest;
  }

  public int waitingEvents() {
    return spool.events().size();
  }

  /** State of the machine now; any thread may tell. */
  public void tell(DeviceReport now) {
    report = now;
  }

  /** Sets the sender of parts of the raw journal; without it such commands are refused. */
  public void recordings(RecordingOrders by) {
    commands.recordings(by);
    wishes.recordings(by);
  }

  /** Sets the change of the mission's label; without it such commands are refused. */
  public void mission(Function<String, Answer> by) {
    commands.mission(by);
  }
}
