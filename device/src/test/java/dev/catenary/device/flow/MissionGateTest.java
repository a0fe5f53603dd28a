package dev.catenary.device.flow;

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
  private long taken = 1_000;

  @BeforeEach
  void open() throws IOException {
    mission = MissionControl.open("survey", folder, InstantSource.system());
    gate = new MissionGate(mission, 1_000, () -> taken, counters);
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
    gate.look(1_001, this::close);
    assertThat(closedUnder).hasSize(1);
  }

  @Test
  void whatWaitedWhenTheMissionStoppedIsGatheredUnderItsLabel() throws IOException {
    mission.start("first", "anna");
    assertThat(admits(1_001)).isTrue();
    taken = 1_300;
    mission.stop("anna");
    assertThat(admits(1_002)).isTrue();
    taken = 1_400;
    gate.look(1_300, this::close);
    assertThat(admits(1_300)).isTrue();
    assertThat(gate.label()).isEqualTo("first");
    assertThat(closedUnder).as("by the start").containsExactly("");
    gate.look(1_301, this::close);
    assertThat(closedUnder).containsExactly("", "first");
    assertThat(admits(1_300)).as("of a second sensor, whose pose came late").isTrue();
    assertThat(admits(1_301)).isFalse();
    assertThat(counters.get(DeviceCounter.POINTS_OUTSIDE_MISSION)).isEqualTo(7);
  }

  @Test
  void zonesCloseUnderTheLabelTheyWereGatheredUnder() throws IOException {
    mission.start("first", "anna");
    assertThat(admits(1_001)).isTrue();
    taken = 1_001;
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
