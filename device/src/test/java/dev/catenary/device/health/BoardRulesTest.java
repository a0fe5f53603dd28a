package dev.catenary.device.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BoardRulesTest {
  private static final long UP = 60 * Readings.SECOND;

  private static Window window(BoardReading board) {
    Readings readings = new Readings().board(board).second();
    Reading before = readings.reading();
    return new Window(before, readings.second().reading(), UP);
  }

  private static BoardReading board(String trouble, boolean failed, @Nullable PpsReading pps) {
    return new BoardReading("raspberry-pi-5", trouble, "cure", failed, 500, 12, 2, 1, 3, pps);
  }

  @Test
  void supplyThatFailedIsToldWithHowMuchOfItsHoldUpTheFlushTook() {
    Finding power = MachineRules.power(window(board("", true, null)));
    assertThat(power.condition()).isEqualTo(Condition.FAILED);
    assertThat(power.why()).contains("12 ms of 500 ms");
  }

  @Test
  void pinsThatAreNotDrivenDegradePowerWithTheirCure() {
    Finding power = MachineRules.power(window(board("no driver", false, null)));
    assertThat(power.condition()).isEqualTo(Condition.DEGRADED);
    assertThat(power.cure()).isEqualTo("cure");
  }

  @Test
  void suppliesThatAreOnAreCounted() {
    Finding power = MachineRules.power(window(board("", false, null)));
    assertThat(power.why()).contains("1 of 2 sensors' supplies are on");
  }

  @Test
  void pulseIsShownAndItsSilenceDegradesTime() {
    PpsReading alive = new PpsReading("pin 7", 9, 95_000, 50_000, Readings.SECOND / 2);
    Finding well = IntakeRules.time(window(board("", false, alive)));
    assertThat(well.condition()).isEqualTo(Condition.OK);
    assertThat(well.why()).contains("jitter 50.000 µs");
    PpsReading silent = new PpsReading("pin 7", 9, 0, 0, 9 * Readings.SECOND);
    assertThat(IntakeRules.time(window(board("", false, silent))).condition())
        .isEqualTo(Condition.DEGRADED);
  }
}
