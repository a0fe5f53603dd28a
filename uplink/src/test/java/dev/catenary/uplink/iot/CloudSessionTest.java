package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.ChunkReceipt;
import dev.catenary.proto.message.Command;
import dev.catenary.proto.message.CommandAnswer;
import dev.catenary.proto.message.CommandAnswer.Outcome;
import dev.catenary.proto.message.DeviceReport;
import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.SendJournal;
import dev.catenary.proto.message.SetMission;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.proto.zone.Rank;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.Zones;
import dev.catenary.uplink.chunk.SealedChunk;
import dev.catenary.uplink.chunk.ZoneEventFile;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import dev.catenary.uplink.transfer.ObjectKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto with a private authority and access lists. */
class CloudSessionTest {
  @TempDir Path folder;
  private PrivateAuthority authority;
  private MosquittoProcess broker;
  private Bench bench;
  private BrokerLine office;
  private final List<Message> seen = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    authority = new PrivateAuthority(folder.resolve("ca"));
    broker = new MosquittoProcess(folder.resolve("broker"), authority);
    bench =
        new Bench(
            folder.resolve("spool"),
            new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
            1_000);
    office = CloudBench.peer(broker, authority, "office", "catenary/#");
  }

  @AfterEach
  void end() throws IOException {
    office.close();
    bench.close();
    broker.close();
  }

  private CloudBench vehicle(String name) throws IOException, InterruptedException {
    return new CloudBench(
        bench,
        broker.config(name, authority),
        CloudBench.having(folder.resolve("identity-" + name), authority.client(name)));
  }

  private boolean hasSeen(int messages, String topic) {
    for (Message message = office.poll(); message != null; message = office.poll()) {
      seen.add(message);
    }
    return on(topic).size() >= messages;
  }

  private List<ByteString> on(String topic) {
    return seen.stream()
        .filter(message -> message.topic().equals("catenary/" + topic))
        .map(Message::payload)
        .toList();
  }

  private void violation(int column) throws IOException {
    var zone = Zones.zone(column, 10 * column, Rank.CLEARANCE_VIOLATION);
    zone.severity = 0.5;
    assertThat(bench.recorder.reportOpen(zone)).isTrue();
  }

  private static ZoneEvent event(ByteString payload) {
    return ((ZoneEventFile.Whole) ZoneEventFile.read(payload.toByteArray())).event();
  }

  @Test
  void eventArrivesWholeAndOnlyThenLeavesTheSpool() throws IOException, InterruptedException {
    violation(5);
    ZoneEvent waiting = bench.spool.events().next().orElseThrow();
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(1, "drone-1/events"));
      assertThat(waiting.getZone().getWkt()).isNotEmpty();
      ZoneEvent.Builder expected = waiting.toBuilder();
      expected.getZoneBuilder().clearWkt();
      assertThat(event(on("drone-1/events").getFirst()).toBuilder().clearEventCrc32C().build())
          .isEqualTo(expected.build());
      vehicle.until(() -> bench.spool.events().size() == 0);
      assertThat(vehicle.count(DeviceCounter.EVENTS_PUBLISHED)).isEqualTo(1);
    }
  }

  @Test
  void brokerKilledAndRestartedLosesNothingAndMakesNoSecondObject()
      throws IOException, InterruptedException {
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> vehicle.session.state().up());
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20; i++) {
          violation(100 * round + i);
          vehicle.session.doWork();
        }
        broker.kill();
        violation(100 * round + 50);
        vehicle.session.doWork();
        broker.start();
        long connections = round + 2;
        vehicle.until(() -> vehicle.count(DeviceCounter.BROKER_CONNECTIONS) >= connections);
      }
      vehicle.until(() -> bench.spool.events().size() == 0);
      vehicle.until(() -> hasSeen(63, "drone-1/events") && objects().size() == 63);
    }
  }

  /** Objects of a receiver that stores each event under its key. */
  private Set<String> objects() {
    Set<String> objects = new HashSet<>();
    on("drone-1/events").forEach(payload -> objects.add(ObjectKeys.event(event(payload))));
    return objects;
  }

  @Test
  void refusedEventIsSeenAndStaysInTheSpool() throws IOException, InterruptedException {
    violation(5);
    try (CloudBench vehicle = vehicle("denied")) {
      vehicle.until(() -> vehicle.session.state().refusal() != null);
      assertThat(vehicle.count(DeviceCounter.PUBLISHES_REFUSED)).isPositive();
      assertThat(vehicle.session.state().refusal())
          .contains("catenary/denied/events")
          .contains("NOT_AUTHORIZED");
      vehicle.until(() -> hasSeen(1, "denied/reports"));
      assertThat(bench.spool.events().size()).isEqualTo(1);
      assertThat(on("denied/events")).isEmpty();
      assertThat(vehicle.count(DeviceCounter.EVENTS_PUBLISHED)).isZero();
    }
  }

  @Test
  void strangerIsNotLetInAndSaysWhatToDo() throws IOException, InterruptedException {
    PrivateAuthority other = new PrivateAuthority(folder.resolve("other"));
    violation(5);
    try (CloudBench vehicle =
        new CloudBench(
            bench,
            broker.config("drone-1", authority),
            CloudBench.having(folder.resolve("stranger"), other.client("drone-1")))) {
      vehicle.until(() -> vehicle.session.state().failure() != null);
      assertThat(vehicle.session.state().up()).isFalse();
      assertThat(bench.spool.events().size()).isEqualTo(1);
    }
  }

  @Test
  void lastWillTellsThatAKilledVehicleIsLost() throws IOException, InterruptedException {
    authority.client("drone-1");
    try (LostVehicle vehicle = LostVehicle.start(broker.port(), authority, "drone-1")) {
      vehicle.kill();
      while (!hasSeen(1, "drone-1/reports")) {
        Thread.sleep(10);
      }
    }
    DeviceReport will = DeviceReport.parseFrom(on("drone-1/reports").getLast());
    assertThat(will.getOnline()).isFalse();
    assertThat(will.getVehicle()).isEqualTo("drone-1");
  }

  @Test
  void commandSentWhileTheVehicleWasAwayIsDoneWhenItIsBack()
      throws IOException, InterruptedException {
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(1, "drone-1/reports"));
    }
    command(
        Command.newBuilder()
            .setCommandId("c1")
            .setSendJournal(
                SendJournal.newBuilder()
                    .setSpan(HostTimeSpan.newBuilder().setFirstHostNanos(7).setLastHostNanos(9))));
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(1, "drone-1/commands/answers"));
      assertThat(vehicle.session.state().rejoined()).isTrue();
      assertThat(vehicle.asked).containsExactly("span 7 9");
      CommandAnswer answer = answer(0);
      assertThat(answer.getCommandId()).isEqualTo("c1");
      assertThat(answer.getOutcome()).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void commandThatComesTwiceIsDoneOnceAndAnsweredTwice() throws IOException, InterruptedException {
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(1, "drone-1/reports"));
      Command.Builder mission =
          Command.newBuilder()
              .setCommandId("c2")
              .setSetMission(SetMission.newBuilder().setLabel("m8"));
      command(mission);
      command(mission);
      command(Command.newBuilder().setCommandId("c3"));
      vehicle.until(() -> hasSeen(3, "drone-1/commands/answers"));
      assertThat(vehicle.asked).containsExactly("mission m8");
      assertThat(answer(1)).isEqualTo(answer(0));
      assertThat(answer(2).getOutcome()).isEqualTo(Outcome.REFUSED);
      assertThat(answer(2).getReason()).contains("does not know").contains("cure");
      assertThat(vehicle.count(DeviceCounter.COMMANDS_REFUSED)).isEqualTo(1);
    }
  }

  private void command(Command.Builder command) {
    assertThat(
            office
                .publish(
                    "catenary/drone-1/commands", command.setFormatVersion(1).build().toByteArray())
                .join())
        .isInstanceOf(Delivery.Taken.class);
  }

  private CommandAnswer answer(int number) throws InvalidProtocolBufferException {
    return CommandAnswer.parseFrom(on("drone-1/commands/answers").get(number));
  }

  @Test
  void receiptsAreToldInTheirOrderAlsoOverARestart() throws IOException, InterruptedException {
    List<SealedChunk> chunks = new ArrayList<>();
    chunks.add(bench.record(Zones.zone(5, 40, Rank.CONDUCTOR)));
    chunks.add(bench.record(Zones.zone(6, 60, Rank.CONDUCTOR)));
    bench.drain();
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(2, "drone-1/receipts"));
      chunks.add(bench.record(Zones.zone(7, 80, Rank.CONDUCTOR)));
      bench.drain();
      vehicle.until(() -> hasSeen(3, "drone-1/receipts"));
      int kept = 3;
      vehicle.until(() -> vehicle.count(DeviceCounter.MESSAGES_PUBLISHED) >= kept);
      vehicle.until(() -> bench.folder.resolve("receipts.told").toFile().exists());
    }
    chunks.add(bench.record(Zones.zone(8, 100, Rank.CONDUCTOR)));
    bench.drain();
    bench.restart(new DirectoryStore(new DirectoryConfig(folder.resolve("store"))));
    int before = seen.size();
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(
          () -> {
            hasSeen(0, "drone-1/receipts");
            return on("drone-1/receipts").stream().anyMatch(each -> isFor(each, chunks.get(3)));
          });
    }
    assertThat(before).isGreaterThanOrEqualTo(3);
    List<ByteString> all = on("drone-1/receipts");
    for (int i = 0; i < 3; i++) {
      ChunkReceipt receipt = ChunkReceipt.parseFrom(all.get(i));
      assertThat(receipt.getChunkId()).isEqualTo(chunks.get(i).id());
      assertThat(receipt.getLocation()).contains(ObjectKeys.of(chunks.get(i)));
      assertThat(receipt.getSha256().size()).isEqualTo(32);
    }
  }

  @Test
  void diskThatFailsEndsNoSessionAndHealsUnaided() throws IOException, InterruptedException {
    bench.record(Zones.zone(6, 60, Rank.CONDUCTOR));
    bench.drain();
    violation(5);
    bench.readOnly = true;
    try (CloudBench vehicle = vehicle("drone-1")) {
      vehicle.until(() -> hasSeen(1, "drone-1/events") && hasSeen(1, "drone-1/receipts"));
      vehicle.until(() -> bench.spool.events().size() == 0);
      // Event, receipt and report have their answers: what the disk refuses has been tried.
      vehicle.until(() -> vehicle.count(DeviceCounter.MESSAGES_PUBLISHED) >= 3);
      vehicle.session.doWork();
      assertThat(names()).anyMatch(name -> name.endsWith(".event"));
      assertThat(names()).doesNotContain("receipts.told");
      bench.readOnly = false;
      vehicle.passedNanos = Duration.ofMinutes(15).toNanos();
      violation(7);
      vehicle.until(() -> names().contains("receipts.told"));
      vehicle.until(() -> names().stream().noneMatch(name -> name.endsWith(".event")));
      assertThat(vehicle.count(DeviceCounter.EVENTS_PUBLISHED)).isEqualTo(2);
    }
  }

  private List<String> names() {
    return List.of(bench.folder.toFile().list());
  }

  private static boolean isFor(ByteString receipt, SealedChunk chunk) {
    try {
      return ChunkReceipt.parseFrom(receipt).getChunkId().equals(chunk.id());
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }
}
