package dev.catenary.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.mission.MissionControl;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissionGateTest {
  @TempDir private Path folder;

  private final Counters counters = new Counters();
  private final List<String> closedUnder = new ArrayList<>();
  private MissionControl mission;
  private MissionGate gate;

  @BeforeEach
  void open() throws IOException {
    mission = MissionControl.open("survey", folder, InstantSource.system());
    gate = new MissionGate(mission, counters);
    gate.liveAfter(1_000);
  }

  @Test
  void runningMissionLetsAllThroughAndClosesNothing() {
    assertThat(admits(1_001)).isTrue();
    assertThat(closedUnder).isEmpty();
  }

  @Test
  void stoppedMissionClosesZonesOnceAndCountsWhatComes() throws IOException {
    mission.stop("anna");
    assertThat(admits(1_001)).isFalse();
    assertThat(admits(1_002)).isFalse();
    assertThat(closedUnder).hasSize(1);
    assertThat(counters.get(DeviceCounter.POINTS_OUTSIDE_MISSION)).isEqualTo(2 * 7);
  }

  @Test
  void zonesCloseEvenWhenNothingComesAnyMore() throws IOException {
    mission.stop("anna");
    gate.look(this::close);
    assertThat(closedUnder).hasSize(1);
  }

  @Test
  void zonesCloseUnderTheLabelTheyWereGatheredUnder() throws IOException {
    mission.start("first", "anna");
    assertThat(admits(1_001)).isTrue();
    mission.start("second", "anna");
    assertThat(admits(1_002)).isTrue();
    assertThat(closedUnder).containsExactly("", "first");
    assertThat(gate.label()).isEqualTo("second");
  }

  @Test
  void whatCrashLeftInTheJournalIsGatheredThoughStoppedNow() throws IOException {
    mission.stop("anna");
    assertThat(admits(1_000)).isTrue();
    assertThat(admits(1_001)).isFalse();
  }

  private boolean admits(long sequence) {
    PointBatch batch = new PointBatch(8);
    batch.size = 7;
    batch.sequence = sequence;
    return gate.admits(batch, this::close);
  }

  private void close() {
    closedUnder.add(gate.label());
  }
}
