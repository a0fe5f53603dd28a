package dev.catenary.device.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.device.recording.AskedVehicle.Seen;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.CommandAnswer;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.SendJournal;
import dev.catenary.proto.message.SetMission;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.iot.MosquittoProcess;
import dev.catenary.uplink.iot.Office;
import dev.catenary.uplink.transfer.S3ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the wish of an office far away to the object in the store, by real servers. */
class RecordingOnRequestTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The first sequence of a vehicle's first run is one more: docs/journal.md. */
  private static final long RUN = 1L << 40;

  private static final Zone ZONE =
      Zone.newBuilder().setCrs("EPSG:32755").setCellMetres(32).setColumn(41).setRow(42).build();
  private static final String SLUG = "epsg32755-32m-41-42";

  @TempDir static Path servers;
  private static PrivateAuthority authority;
  private static MosquittoProcess broker;
  private static S3ProxyProcess store;

  @TempDir Path folder;
  private Office office;
  private AskedVehicle vehicle;

  @BeforeAll
  static void startServers() throws Exception {
    authority = new PrivateAuthority(servers.resolve("ca"));
    broker = new MosquittoProcess(servers.resolve("broker"), authority);
    store = new S3ProxyProcess(servers.resolve("s3"));
    store.makeBucket(AskedVehicle.BUCKET);
  }

  @AfterAll
  static void stopServers() {
    store.close();
    broker.close();
  }

  @BeforeEach
  void begin() throws Exception {
    IdentityFolder identity = new IdentityFolder(folder.resolve("identity"));
    identity.stage(authority.client("drone-1"));
    identity.promote();
    Files.writeString(folder.resolve("trust.pem"), authority.trustPem());
    office = new Office(broker, authority, "drone-1");
    vehicle = started("");
    until(() -> !office.reported("active").isEmpty());
  }

  @AfterEach
  void end() throws IOException {
    vehicle.close();
    office.close();
  }

  private AskedVehicle started(String more) throws Exception {
    return new AskedVehicle(folder, broker.port(), store, more);
  }

  private void until(Callable<Boolean> so) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              office.look();
              return so.call();
            });
  }

  private static Command command(String id, SendJournal order) {
    return Command.newBuilder().setFormatVersion(1).setCommandId(id).setSendJournal(order).build();
  }

  private static SendJournal span(Instant first, Instant last) {
    return SendJournal.newBuilder()
        .setSpan(
            HostTimeSpan.newBuilder()
                .setFirstHostNanos(AskedVehicle.nanos(first))
                .setLastHostNanos(AskedVehicle.nanos(last)))
        .build();
  }

  private List<CommandAnswer> answers(String id) {
    return office.answers().stream().filter(a -> a.getCommandId().equals(id)).toList();
  }

  private boolean isState(String id, String state) {
    return office.reported("recordings").contains("{\"id\":\"" + id + "\",\"state\":\"" + state);
  }

  private List<Seen> arrived(String id) throws IOException {
    List<Seen> all = new ArrayList<>();
    for (Path object : AskedVehicle.objects(store, id)) {
      assertThat(Path.of(object + ".manifest")).exists();
      all.addAll(AskedVehicle.read(object));
    }
    return all;
  }

  @Test
  void timeThatACommandNamesArrivesAsOneObjectOfExactlyThoseDatagrams() throws Exception {
    Instant first = Instant.now().minusSeconds(60);
    List<Seen> came = vehicle.come(first, 500, 1);
    Command command = command("time-1", span(first.plusSeconds(1), first.plusSeconds(3)));
    office.send(command);
    until(() -> isState("time-1", "sent"));
    assertThat(AskedVehicle.objects(store, "time-1")).hasSize(1);
    assertThat(arrived("time-1")).isEqualTo(came.subList(100, 301));
    assertThat(answers("time-1").getFirst().getOutcome()).isEqualTo(Outcome.ACCEPTED);
    until(() -> office.receipts().stream().anyMatch(r -> r.getChunkId().contains("_time-1_1_")));
    ChunkReceipt receipt =
        office.receipts().stream()
            .filter(r -> r.getChunkId().contains("_time-1_1_"))
            .findFirst()
            .orElseThrow();
    assertThat(receipt.getChunkId())
        .isEqualTo("journal_time-1_1_" + (RUN + 101) + "-" + (RUN + 301));
    assertThat(receipt.hasZone()).isFalse();
    assertThat(receipt.getLocation())
        .endsWith("/drone-1/m7/raw/" + receipt.getChunkId() + ".pcapng");
    assertThat(vehicle.counters.get(DeviceCounter.RECORDINGS_UPLOADED)).isEqualTo(1);
    assertThat(vehicle.counters.get(DeviceCounter.CHUNKS_UPLOADED)).isZero();

    // The office did not see the answer and asks once more, also after a restart of the vehicle.
    vehicle.close();
    vehicle = started("");
    office.send(command);
    until(() -> answers("time-1").size() == 2);
    assertThat(answers("time-1").getLast()).isEqualTo(answers("time-1").getFirst());
    assertThat(AskedVehicle.objects(store, "time-1")).hasSize(1);
  }

  @Test
  void zoneArrivesAsTheDatagramsItsChunksWereMadeOf() throws Exception {
    List<Seen> came = vehicle.come(Instant.now().minusSeconds(60), 400, 2);
    vehicle.seal(ZONE, SLUG, RUN + 11, RUN + 20);
    vehicle.seal(ZONE, SLUG, RUN + 301, RUN + 303);
    vehicle.seal(ZONE.toBuilder().setRow(7).build(), "epsg32755-32m-41-7", RUN + 30, RUN + 40);
    office.send(command("zone-1", SendJournal.newBuilder().setZone(ZONE).build()));
    until(() -> isState("zone-1", "sent"));
    List<Seen> expected = new ArrayList<>(came.subList(10, 20));
    expected.addAll(came.subList(300, 303));
    assertThat(arrived("zone-1")).isEqualTo(expected);
  }

  @Test
  void listOnTheShadowIsWorkedOffAndEachEntryIsToldOf() throws Exception {
    Instant first = Instant.now().minusSeconds(60);
    List<Seen> came = vehicle.come(first, 200, 3);
    office.desire(
        "journal",
        """
        [{"id": "list-1", "from": "%s", "to": "%s"},
         {"id": "list-2", "from": "2001-01-01T00:00:00Z", "to": "2001-01-01T00:01:00+02:00"},
         {"id": "list-3", "from": "2026-11-21T04:00:00Z", "to": "2026-11-21T03:00:00Z"},
         {"id": "list-4", "from": "yesterday", "to": "today"},
         {"id": "list-5", "zone": "the big tree"},
         {"id": "list-6", "zone": "epsg32755-32m-1-1", "from": "2001-01-01T00:00:00Z"},
         {"id": "../7", "zone": "epsg32755-32m-1-1"},
         {"id": "list-8", "colour": "red"},
         9]
        """
            .formatted(first, first.plusSeconds(1)));
    until(() -> isState("list-1", "sent") && isState("list-3", "refused"));
    assertThat(arrived("list-1")).isEqualTo(came.subList(0, 101));
    assertThat(isState("list-2", "refused")).isTrue();
    for (String refused : List.of("list-4", "list-5", "list-6", "../7", "[7]", "[8]")) {
      assertThat(isState(refused, "refused")).as(refused).isTrue();
    }
    assertThat(office.reported("recordings")).contains("expected", "cure");
    office.desire(
        "journal",
        "[{\"id\":\"list-9\",\"from\":\"2001-01-01T00:00:00Z\",\"to\":\"2001-01-01T00:01:00Z\"}]");
    until(() -> isState("list-9", "nothing"));
    assertThat(office.reported("journal")).contains("list-9");
    assertThat(isState("list-4", "refused")).isFalse();
    office.desire("journal", "{\"id\":\"list-10\"}");
    until(() -> isState("journal", "refused"));
  }

  @Test
  void whatWasAskedForOutlivesARestartThatLetsTheJournalGo() throws Exception {
    vehicle.close();
    store.kill();
    vehicle = started("");
    Instant first = Instant.now().minusSeconds(60);
    List<Seen> came = vehicle.come(first, 300, 4);
    office.send(command("restart-1", span(first, first.plusSeconds(2))));
    until(() -> answers("restart-1").size() == 1);
    until(() -> isState("restart-1", "sending"));
    vehicle.close();
    try (var left = Files.list(folder.resolve("data/journal"))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("journal-")))
          .isEmpty();
    }
    store.start();
    vehicle = started("");
    until(() -> isState("restart-1", "sent"));
    assertThat(arrived("restart-1")).isEqualTo(came.subList(0, 201));
  }

  @Test
  void timeThatIsNotOverYetIsWaitedForWhileTheJournalLetsGo() throws Exception {
    vehicle.close();
    vehicle = started("journal: {segment: 1}");
    Instant first = Instant.now();
    office.send(command("live-1", span(first, first.plusSeconds(6))));
    until(() -> answers("live-1").size() == 1);
    List<Seen> came = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      came.addAll(vehicle.come(first.plusSeconds(i), 100, 10 + i));
      Thread.sleep(200);
    }
    came.addAll(vehicle.come(first.plusSeconds(6), 1, 20));
    vehicle.come(first.plusMillis(6_001), 50, 21);
    until(() -> isState("live-1", "sent"));
    assertThat(arrived("live-1")).isEqualTo(came);
  }

  @Test
  void requestsThatCannotBeAreRefusedWithFoundExpectedAndCure() throws Exception {
    Instant now = Instant.now();
    office.send(command("bad-1", span(now, now.minusSeconds(1))));
    office.send(command("bad-2", SendJournal.getDefaultInstance()));
    office.send(command("bad-3", span(now.minusSeconds(2), now)));
    until(() -> answers("bad-3").size() == 1);
    until(() -> isState("bad-3", "nothing"));
    office.desire("journal", "[{\"id\":\"bad-3\",\"zone\":\"" + SLUG + "\"}]");
    until(() -> isState("bad-3", "refused"));
    for (String id : List.of("bad-1", "bad-2")) {
      until(() -> answers(id).size() == 1);
      assertThat(answers(id).getFirst().getOutcome()).isEqualTo(Outcome.REFUSED);
      assertThat(answers(id).getFirst().getReason()).contains("found", "expected", "cure");
    }
  }

  @Test
  void missionsLabelIsSetByCommandAndHoldsOverARestart() throws Exception {
    vehicle.machine.mission().stop("test");
    office.send(
        Command.newBuilder()
            .setFormatVersion(1)
            .setCommandId("label-1")
            .setSetMission(SetMission.newBuilder().setLabel("line-7"))
            .build());
    until(() -> answers("label-1").size() == 1);
    assertThat(answers("label-1").getFirst().getOutcome()).isEqualTo(Outcome.DONE);
    assertThat(vehicle.machine.mission().state().running()).isFalse();
    vehicle.close();
    vehicle = started("");
    assertThat(vehicle.machine.mission().state().label()).isEqualTo("line-7");
    assertThat(vehicle.machine.mission().state().by()).isEqualTo("message broker");
  }
}
