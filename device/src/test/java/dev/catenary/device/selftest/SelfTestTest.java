package dev.catenary.device.selftest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.catenary.device.health.Health;
import dev.catenary.device.health.HealthWatch;
import dev.catenary.device.health.Reading;
import dev.catenary.device.health.Readings;
import dev.catenary.inference.ClassifierChoice;
import dev.catenary.inference.rules.RulesClassifier;
import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.proto.point.TimeQuality;
import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SelfTestTest {
  @TempDir private Path folder;

  private final Readings machine = new Readings();
  private final HealthWatch watch = new HealthWatch(0);
  private final WatchedMinute minute = new WatchedMinute();

  private void look() {
    Reading reading = machine.reading();
    minute.look(reading, watch.look(reading));
  }

  private void seconds(int count, Consumer<Readings> each) {
    for (int i = 0; i < count; i++) {
      each.accept(machine);
      look();
    }
  }

  private List<String> failed() {
    return minute.steps().stream().filter(step -> !step.passed()).map(TestStep::name).toList();
  }

  @Test
  void machineThatIsWellPasses() {
    seconds(60, Readings::second);
    assertThat(failed()).isEmpty();
    assertThat(minute.steps().getFirst().found()).contains("754 packets/s over 59 s");
  }

  @Test
  void sensorThatWasSilentForFourSecondsFails() {
    seconds(20, Readings::second);
    seconds(4, Readings::silentSecond);
    seconds(20, Readings::second);
    assertThat(failed()).containsExactly("sensor roof");
  }

  @Test
  void positionThatWentAwayForASecondFails() {
    seconds(20, Readings::second);
    seconds(1, it -> it.second().pose(PoseQuality.NONE));
    seconds(20, it -> it.second().pose(PoseQuality.RTK_FIXED));
    assertThat(failed()).contains("position");
  }

  @Test
  void sensorWithoutTimeFails() {
    seconds(20, it -> it.second().time(TimeQuality.NONE));
    assertThat(failed()).contains("time of roof");
  }

  @Test
  void whatWasLostInTheMinuteIsNamedAndWhatWasLostBeforeIsNot() {
    machine.count(DeviceCounter.ZONES_DROPPED_QUEUE_FULL, 5);
    seconds(10, Readings::second);
    assertThat(failed()).isEmpty();
    machine.count(DeviceCounter.PACKETS_MISSING, 3);
    seconds(10, Readings::second);
    assertThat(failed()).containsExactly("losses");
    assertThat(minute.steps())
        .filteredOn(step -> step.name().equals("losses"))
        .first()
        .extracting(TestStep::found)
        .asString()
        .isEqualTo("3: " + DeviceCounter.PACKETS_MISSING.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shipped", "rules"})
  void knownZoneIsLabelledAsItIsByWhateverLabels(String model) {
    List<TestStep> steps =
        new ModelTrial(() -> ClassifierChoice.of(model, Path.of("")).classifier(1)).run();
    assertThat(steps)
        .singleElement()
        .satisfies(step -> assertThat(step.passed()).as(step.found()).isTrue());
  }

  @Test
  void trialOfTheModelClosesWhatItOpened() {
    AtomicInteger closed = new AtomicInteger();
    RulesClassifier rules = new RulesClassifier();
    Classifier counted =
        new Classifier() {
          @Override
          public String name() {
            return rules.name();
          }

          @Override
          public void classify(Zone zone) {
            rules.classify(zone);
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThat(new ModelTrial(() -> counted).run()).hasSize(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void diskIsWrittenReadBackAndLeftAsItWas() throws IOException {
    TestStep step = new DiskTrial(folder).run().getFirst();
    assertThat(step.found()).contains("32 MiB written").endsWith("the same");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void diskThatCannotBeWrittenFailsWithWhy() throws Exception {
    look();
    Path file = java.nio.file.Files.writeString(folder.resolve("file"), "in the way");
    TestRecord record =
        new SelfTest(
                "v",
                "s",
                watched(),
                List.of(new DiskTrial(file)),
                Duration.ofSeconds(1),
                InstantSource.system())
            .run("anna");
    assertThat(record.steps()).last().extracting(TestStep::passed).isEqualTo(false);
  }

  @Test
  void deskRunsOneTestAtATimeAndKeepsItsSignedRecord() throws IOException {
    look();
    RecordSigner signer = new RecordSigner(DeviceKey.in(folder.resolve("keys")));
    SelfTest test =
        new SelfTest(
            "ute-7",
            "0.1.0",
            watched(),
            List.of(() -> List.of(TestStep.passed("tried", "yes", "yes"))),
            Duration.ofSeconds(1),
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    Path records = folder.resolve("records");
    try (SelfTestRunner runner = new SelfTestRunner(test, signer, records, System::nanoTime)) {
      assertThat(runner.state().last()).isNull();
      assertThat(runner.start("anna").running()).isTrue();
      runner.start("ben");
      await().until(() -> !runner.state().running());
      SignedRecord last = requireNonNull(runner.state().last());
      assertThat(last.record().by()).isEqualTo("anna");
      assertThat(last.record().steps()).extracting(TestStep::name).contains("tried", "sensor roof");
    }
    try (SelfTestRunner after = new SelfTestRunner(test, signer, records, System::nanoTime)) {
      assertThat(requireNonNull(after.state().last()).record().vehicle()).isEqualTo("ute-7");
    }
  }

  private SelfTest.Watched watched() {
    return new SelfTest.Watched() {
      @Override
      public Reading reading() {
        return machine.reading();
      }

      @Override
      public Health health() {
        return watch.health();
      }
    };
  }
}
