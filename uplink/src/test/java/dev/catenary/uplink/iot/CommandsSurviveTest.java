package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.SetMission;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.credential.IdentityFolder;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands by a real Mosquitto, to a vehicle that is busy, and to one that is killed. */
class CommandsSurviveTest {
  private static final int COMMANDS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private PrivateAuthority authority;
  private MosquittoProcess broker;
  private Office office;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    broker = MosquittoProcess.thatSavesAtItsEnd(folder.resolve("broker"), authority);
    office = new Office(broker, authority, "drone-1");
  }

  @AfterEach
  void end() {
    office.close();
    broker.close();
  }

  private static Command command(String id, String mission) {
    return Command.newBuilder()
        .setFormatVersion(CommandHandler.FORMAT_VERSION)
        .setCommandId(id)
        .setSetMission(SetMission.newBuilder().setLabel(mission))
        .build();
  }

  @Test
  void commandReceivedByAProcessThatIsKilledBeforeTheDeedIsDoneByTheNext()
      throws IOException, InterruptedException {
    IdentityFolder identities = new IdentityFolder(folder.resolve("identity"));
    identities.stage(authority.client("drone-1"));
    identities.promote();
    Process first = ObeyingVehicle.start(folder, broker.port(), authority, true);
    awaitSubscription();
    for (int i = 0; i < 5; i++) {
      office.send(command("c-" + i, "m-" + i));
    }
    await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("holding")));
    // All five were acknowledged: the broker will not send them again.
    await().atMost(PATIENCE).until(() -> files("commands", ".command") == 5);
    first.destroyForcibly().waitFor();
    assertThat(folder.resolve("deeds")).doesNotExist();
    Process second = ObeyingVehicle.start(folder, broker.port(), authority, false);
    try {
      await().atMost(PATIENCE).until(() -> office.answers().size() >= 5);
      assertThat(Files.readAllLines(folder.resolve("deeds")))
          .isEqualTo(List.of("m-0", "m-1", "m-2", "m-3", "m-4"));
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  /** A report goes out after the subscription, so the broker has that when the report arrives. */
  private void awaitSubscription() {
    await().atMost(PATIENCE).until(() -> !office.reports().isEmpty());
  }

  private long files(String name, String ending) throws IOException {
    try (var files = Files.list(folder.resolve(name))) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    }
  }

  @Test
  void allOf400CommandsThatComeWhileTheThreadIsBusyAreDone()
      throws IOException, InterruptedException {
    try (Bench bench =
            new Bench(
                folder.resolve("spool"),
                new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
                1_000);
        CloudBench vehicle =
            new CloudBench(
                bench,
                broker.config("drone-1", authority),
                CloudBench.having(folder.resolve("identity"), authority.client("drone-1")))) {
      vehicle.until(() -> !office.reports().isEmpty());
      for (int i = 0; i < COMMANDS; i++) {
        office.send(command("c-" + i, "m-" + i));
      }
      await().atMost(PATIENCE).until(() -> files("commands", ".command") == COMMANDS);
      Set<String> answered = new HashSet<>();
      vehicle.until(
          () -> {
            office.answers().forEach(answer -> answered.add(answer.getCommandId()));
            return answered.size() == COMMANDS;
          });
      assertThat(vehicle.asked).hasSize(COMMANDS).doesNotHaveDuplicates();
      assertThat(vehicle.count(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL)).isZero();
    }
  }

  @Test
  void secondClientOfOurNameIsNamedAsSuch() throws IOException, InterruptedException {
    try (Bench bench =
            new Bench(
                folder.resolve("spool"),
                new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
                1_000);
        CloudBench vehicle =
            new CloudBench(
                bench,
                broker.config("drone-1", authority),
                CloudBench.having(folder.resolve("identity"), authority.client("drone-1")))) {
      vehicle.until(() -> vehicle.session.state().up());
      assertThat(vehicle.session.state().keptSeconds()).isEqualTo(3_600);
      assertThat(vehicle.session.state().shortSession()).isNull();
      try (BrokerLine twin = CloudBench.peer(broker, authority, "drone-1")) {
        vehicle.until(() -> vehicle.session.state().recentTwin(System.nanoTime()) != null);
        assertThat(vehicle.session.state().twin()).contains("under our name 'drone-1'", "cure");
        assertThat(twin.name()).isNotEmpty();
      }
    }
  }

  @Test
  void sessionThatIsKeptForLessThanAskedIsSaid() {
    LineState state = LineState.before(0).in(1, false, 3_600, 86_400);
    assertThat(state.shortSession()).contains("3600 s", "86400 s", "cure");
    assertThat(LineState.before(0).in(1, false, 86_400, 86_400).shortSession()).isNull();
  }
}
