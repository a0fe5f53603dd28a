package dev.catenary.device.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.health.ChainLink;
import dev.catenary.device.health.Health;
import dev.catenary.device.health.HealthWatch;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.Readings;
import dev.catenary.device.health.ReportMessage;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.flow.Stage;
import dev.catenary.proto.message.ChainLinkReport;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.CommandAnswer;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.SendJournal;
import dev.catenary.proto.message.SetMission;
import dev.catenary.proto.message.SetUploadPolicy;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.iot.MosquittoProcess;
import dev.catenary.uplink.iot.Office;
import dev.catenary.uplink.spool.Spool;
import dev.catenary.uplink.spool.SpoolConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line as the configuration wants it, against a real broker; stepped by the test. */
class CloudLinkTest {
  @TempDir Path folder;
  private MosquittoProcess broker;
  private Office office;
  private Spool spool;
  private CloudLink link;
  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    PrivateAuthority authority = new PrivateAuthority(folder.resolve("ca"));
    broker = new MosquittoProcess(folder.resolve("broker"), authority);
    office = new Office(broker, authority, "drone-1");
    IdentityFolder identity = new IdentityFolder(folder.resolve("identity"));
    identity.stage(authority.client("drone-1"));
    identity.promote();
    Files.writeString(folder.resolve("trust.pem"), authority.trustPem());
    Counters counters = new Counters();
    spool =
        Spool.open(
            new SpoolConfig(folder.resolve("spool"), 0), counters, InstantSource.system(), _ -> {});
    link = CloudLink.of(config(), "1.2.3", spool, null, counters).orElseThrow();
    stage = link.stage();
  }

  private CatenaryConfig config() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("catenary.yaml"),
            """
            vehicle: drone-1
            data-directory: data
            sensors: [{name: mast}]
            position: {source: fixed, latitude: -37.8, longitude: 145.0, height: 30}
            upload: {policies: [{name: radio, last-rank: 1}], policy: radio}
            iot: {endpoint: localhost, port: %d, identity: identity, trust: trust.pem}
            """
                .formatted(broker.port()));
    return ConfigFile.read(file).require();
  }

  @AfterEach
  void end() throws Exception {
    stage.close();
    spool.close();
    office.close();
    broker.close();
  }

  private void until(BooleanSupplier so) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              for (int i = 0; i < 20; i++) {
                stage.doWork();
              }
              office.look();
              return so.getAsBoolean();
            });
  }

  private static Command.Builder command(String id) {
    return Command.newBuilder().setFormatVersion(1).setCommandId(id);
  }

  private CommandAnswer answer(Command.Builder command) {
    // The first answer of the shadow shows that we are heard: what is said before is lost.
    until(() -> !office.reported("active").isEmpty());
    office.send(command.build());
    String id = command.getCommandId();
    until(() -> office.answers().stream().anyMatch(a -> a.getCommandId().equals(id)));
    return office.answers().stream()
        .filter(a -> a.getCommandId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reportArrivesWithEveryLinkOfTheChainAndAgainWhenOneChanges() {
    until(() -> link.state().up());
    HealthWatch watch = new HealthWatch(0);
    Readings readings = new Readings();
    Reading reading = readings.second().reading();
    Health health = watch.look(reading);
    link.tell(ReportMessage.of("drone-1", "m7", "1.2.3", health, reading));
    until(() -> office.reports().stream().anyMatch(r -> r.getLinksCount() > 0));
    DeviceReport first =
        office.reports().stream().filter(r -> r.getLinksCount() > 0).findFirst().orElseThrow();
    assertThat(first.getVehicle()).isEqualTo("drone-1");
    assertThat(first.getSoftwareVersion()).isEqualTo("1.2.3");
    assertThat(first.getOnline()).isTrue();
    List<String> words = Arrays.stream(ChainLink.values()).map(ChainLink::word).toList();
    assertThat(first.getLinksList()).extracting(ChainLinkReport::getLink).isEqualTo(words);
    assertThat(first.getLinksList())
        .extracting(ChainLinkReport::getCondition)
        .isEqualTo(health.links().stream().map(each -> each.condition().name()).toList());

    // The pace is a minute: only what has changed makes another one come.
    int before = office.reports().size();
    for (int i = 0; i < 12; i++) {
      reading = readings.silentSecond().reading();
      health = watch.look(reading);
    }
    link.tell(ReportMessage.of("drone-1", "m7", "1.2.3", health, reading));
    until(() -> office.reports().size() > before);
    assertThat(office.reports().getLast().getWorst()).isEqualTo(health.worst().name());
    assertThat(office.reports().getLast().getLinksList()).isNotEqualTo(first.getLinksList());
  }

  @Test
  void policyIsChosenByCommandAmongTheConfigured() {
    CommandAnswer done =
        answer(command("p-1").setSetUploadPolicy(SetUploadPolicy.newBuilder().setName("all")));
    assertThat(done.getOutcome()).isEqualTo(Outcome.DONE);
    CommandAnswer refused =
        answer(
            command("p-2").setSetUploadPolicy(SetUploadPolicy.newBuilder().setName("satellite")));
    assertThat(refused.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.getReason()).contains("found policy 'satellite'", "radio", "cure");
  }

  @Test
  void whatNobodyHereDoesIsRefusedUntilSomebodyDoes() {
    SendJournal.Builder journal =
        SendJournal.newBuilder().setSpan(HostTimeSpan.newBuilder().setLastHostNanos(7));
    assertThat(answer(command("j-1").setSendJournal(journal)).getOutcome())
        .isEqualTo(Outcome.REFUSED);
    SetMission.Builder mission = SetMission.newBuilder().setLabel("line-7");
    assertThat(answer(command("m-1").setSetMission(mission)).getOutcome())
        .isEqualTo(Outcome.REFUSED);
    link.mission(label -> dev.catenary.uplink.iot.Answer.done("now " + label));
    assertThat(answer(command("m-2").setSetMission(mission)).getReason()).isEqualTo("now line-7");
  }

  @Test
  void shadowTellsThePolicyOfTheConfiguration() {
    until(() -> office.reported("active").equals("\"radio\""));
    office.desire("upload", "{\"policy\":\"all\"}");
    until(() -> office.reported("active").equals("\"all\""));
  }
}
