package dev.catenary.device.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.BoardSettings;
import dev.catenary.device.health.Condition;
import dev.catenary.device.log.RecentLog;
import dev.catenary.device.mission.MissionControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoardTest {
  private static final long MILLI = 1_000_000L;
  private static final BoardSettings ALL =
      new BoardSettings(
          "raspberry-pi-5",
          11,
          13,
          15,
          500,
          List.of(16, 18),
          3_000,
          BoardSettings.Pps.NONE,
          0,
          null);

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();
  private final Wires wires = new Wires();
  private @Nullable Condition worst = Condition.OK;
  private long now;

  private final class Machine implements Board.Machine {
    @Override
    public @Nullable Condition worst() {
      return worst;
    }

    @Override
    public void flush() {
      now += 40 * MILLI;
      told.add("flush");
    }

    @Override
    public void stop(String why) {
      told.add("stop");
    }
  }

  @BeforeEach
  void noteOutputs() {
    wires.onOutput((line, high) -> told.add("line " + line + (high ? " high" : " low")));
  }

  private MissionControl mission() throws IOException {
    return MissionControl.open("survey", folder, InstantSource.system());
  }

  private Board board(MissionControl mission) throws IOException {
    BoardFile file = BoardFile.named("raspberry-pi-5").orElseThrow();
    return new Board(ALL, file, wires, new Machine(), mission, () -> now);
  }

  private void pass(Board board, long millis) throws IOException {
    for (long end = now + millis * MILLI; now < end; now += 20 * MILLI) {
      board.look(now);
    }
  }

  @Test
  void powerFailureFlushesFirstThenSwitchesSensorsOffThenStopsOnce() throws IOException {
    Board board = board(mission());
    pass(board, 5_000);
    told.removeIf(line -> line.startsWith("line 17 "));
    assertThat(told).containsExactly("line 23 high", "line 24 high");
    told.clear();
    wires.put(22, false);
    pass(board, 2_000);
    told.removeIf(line -> line.startsWith("line 17 "));
    assertThat(told).containsExactly("flush", "line 23 low", "line 24 low", "stop");
    assertThat(board.flushNanos())
        .as("a look of 20 ms to be sure, and the flush")
        .isEqualTo(60 * MILLI);
  }

  @Test
  void supplyThatIsAwayAtTheStartIsWaitedForWithoutSensors() throws IOException {
    wires.put(22, false);
    Board board = board(mission());
    pass(board, 5_000);
    assertThat(board.supplyFailed()).isTrue();
    assertThat(told).doesNotContain("stop", "flush", "line 23 high");
    wires.put(22, true);
    pass(board, 1_000);
    assertThat(board.supplyFailed()).isFalse();
    assertThat(told).contains("line 23 high").doesNotContain("line 24 high");
    assertThat(board.suppliesOn()).isEqualTo(1);
  }

  @Test
  void dipOfThePowerFailLineShorterThanItsSettlingIsNoFailure() throws IOException {
    Board board = board(mission());
    pass(board, 100);
    wires.put(22, false);
    board.look(now);
    wires.put(22, true);
    pass(board, 1_000);
    assertThat(told).doesNotContain("flush");
  }

  @Test
  void sensorsStartOneAfterTheOther() throws IOException {
    Board board = board(mission());
    pass(board, 2_900);
    assertThat(told).contains("line 23 high").doesNotContain("line 24 high");
    pass(board, 200);
    assertThat(told).contains("line 24 high");
  }

  @Test
  void closedSwitchRunsTheMissionAndBouncesAreNoSwitching() throws IOException {
    wires.put(27, false);
    MissionControl mission = mission();
    Board board = board(mission);
    pass(board, 200);
    assertThat(mission.state().running()).isTrue();
    assertThat(mission.canSwitch()).isFalse();
    for (int bounce = 0; bounce < 20; bounce++) {
      wires.put(27, bounce % 2 == 0);
      pass(board, 20);
    }
    assertThat(mission.state().running()).isTrue();
    wires.put(27, true);
    pass(board, 200);
    assertThat(mission.state().running()).isFalse();
    assertThat(mission.state().by()).isEqualTo("board switch");
  }

  @Test
  void switchWhoseStateCannotBeWrittenIsToldOnceAndTheSupplyIsStillWatched() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("disk"), "a file where a folder should be");
    MissionControl mission = MissionControl.open("survey", notAFolder, InstantSource.system());
    Board board = board(mission);
    long before = RecentLog.after(0).stream().mapToLong(RecentLog.Line::number).max().orElse(0);
    wires.put(27, true);
    pass(board, 1_000);
    assertThat(mission.state().running()).isFalse();
    assertThat(RecentLog.after(before))
        .extracting(RecentLog.Line::text)
        .filteredOn(text -> text.contains("state cannot be written"))
        .hasSize(1);
    wires.put(22, false);
    pass(board, 1_000);
    assertThat(told).contains("flush", "stop");
  }

  @Test
  void lightsPatternsAreToldApart() {
    assertThat(flashes(null, true)).isEqualTo(1);
    assertThat(flashes(Condition.OK, true)).isEqualTo(1);
    assertThat(flashes(Condition.OK, false)).isEqualTo(2);
    assertThat(flashes(Condition.DEGRADED, true)).isEqualTo(1);
    assertThat(flashes(Condition.FAILED, false)).isEqualTo(8);
    assertThat(litMillis(null)).isEqualTo(100);
    assertThat(litMillis(Condition.OK)).isEqualTo(1_900);
    assertThat(litMillis(Condition.DEGRADED)).isEqualTo(1_000);
  }

  private static int flashes(@Nullable Condition worst, boolean running) {
    int rises = 0;
    for (int ms = 0; ms < 2_000; ms++) {
      boolean before = StatusLight.isLit(worst, running, (ms - 1) * MILLI);
      rises += !before && StatusLight.isLit(worst, running, ms * MILLI) ? 1 : 0;
    }
    return rises;
  }

  private static int litMillis(@Nullable Condition worst) {
    int lit = 0;
    for (int ms = 0; ms < 2_000; ms++) {
      lit += StatusLight.isLit(worst, true, ms * MILLI) ? 1 : 0;
    }
    return lit;
  }

  @Test
  void computerIsToldByItsDeviceTree() throws IOException {
    Map<String, String> models =
        Map.of(
            "Raspberry Pi 4 Model B Rev 1.5", "raspberry-pi-4",
            "Raspberry Pi 5 Model B Rev 1.0", "raspberry-pi-5",
            "Raspberry Pi Compute Module 4 Rev 1.1", "raspberry-pi-4",
            "NVIDIA Jetson Orin Nano Developer Kit", "jetson-orin-nano",
            "Some other board", "none");
    for (Map.Entry<String, String> model : models.entrySet()) {
      Path file = Files.writeString(folder.resolve("model"), model.getKey() + "\0");
      assertThat(BoardFile.detect(file).name()).as(model.getKey()).isEqualTo(model.getValue());
    }
    assertThat(BoardFile.detect(folder.resolve("absent")).hasPins()).isFalse();
  }

  @Test
  void pinThatIsGroundIsRefusedWithTheOnesThatAreNot() throws IOException {
    for (BoardFile board : BoardFile.all()) {
      assertThatThrownBy(() -> board.line(6))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("found pin 6")
          .hasMessageContaining("cure");
      assertThat(board.lines().values()).doesNotHaveDuplicates();
      assertThat(board.lines()).doesNotContainKeys(1, 2, 4, 6, 9, 14, 17, 20, 25, 30, 34, 39);
    }
  }
}
