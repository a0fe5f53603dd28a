package dev.catenary.device.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.BoardSettings;
import dev.catenary.device.health.BoardReading;
import dev.catenary.device.health.Condition;
import dev.catenary.device.health.PpsReading;
import dev.catenary.device.mission.MissionControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoardBesideTest {
  private static final Board.Machine IDLE =
      new Board.Machine() {
        @Override
        public Condition worst() {
          return Condition.OK;
        }

        @Override
        public void flush() {}

        @Override
        public void stop(String why) {}
      };

  @TempDir private Path folder;
  private final Wires wires = new Wires();

  private static BoardSettings settings(
      String computer, int light, BoardSettings.Pps pps, int pin) {
    return new BoardSettings(computer, light, 0, 0, 0, List.of(), 0, pps, pin, null);
  }

  private BoardReading started(BoardSettings settings, Pins.Driver driver) throws IOException {
    var surroundings =
        new BoardBeside.Surroundings(folder.resolve("model"), folder.resolve("pps"), driver);
    try (BoardBeside board = new BoardBeside(settings, surroundings)) {
      board.start(IDLE, MissionControl.always("survey"));
      wires.put(4, true);
      return board.reading();
    }
  }

  @Test
  void computerThatIsNotKnownIsTroubleWithACureAndNoException() throws IOException {
    BoardReading reading = started(settings("auto", 11, BoardSettings.Pps.NONE, 0), file -> wires);
    assertThat(reading.trouble()).contains("pins are not known").contains("raspberry-pi-5");
    assertThat(reading.cure()).contains("board.computer");
  }

  /** The real driver, on a computer that is no Raspberry Pi or lacks its natives. */
  @Test
  void realDriverOnAnotherComputerIsTroubleWithACureAndNoException() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.exists(Path.of("/proc/device-tree/model")), "this computer may have pins");
    BoardSettings light = settings("raspberry-pi-5", 11, BoardSettings.Pps.NONE, 0);
    BoardReading reading = started(light, Pi4jPins::open);
    assertThat(reading.trouble()).contains("line 17 as an output could not be had");
    assertThat(reading.cure()).contains("Raspberry Pi");
  }

  @Test
  void pulseAtAPinIsSeen() throws IOException {
    Files.writeString(folder.resolve("model"), "Raspberry Pi 5 Model B Rev 1.0\0");
    BoardReading reading = started(settings("auto", 0, BoardSettings.Pps.GPIO, 7), file -> wires);
    PpsReading pps = Objects.requireNonNull(reading.pps());
    assertThat(reading.trouble()).isEmpty();
    assertThat(reading.computer()).isEqualTo("raspberry-pi-5");
    assertThat(pps.source()).isEqualTo("pin 7");
    assertThat(pps.pulses()).isEqualTo(1);
    assertThat(wires.isClosed()).isTrue();
  }

  @Test
  void kernelsPulseThatIsNotThereIsSaid() throws IOException {
    BoardReading reading = started(settings("auto", 0, BoardSettings.Pps.KERNEL, 0), file -> wires);
    PpsReading pps = Objects.requireNonNull(reading.pps());
    assertThat(pps.isAlive()).isFalse();
    assertThat(pps.text()).contains("not there");
  }
}
