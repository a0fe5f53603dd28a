package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoardKeysTest {
  private static ConfigFile parse(String board) throws ConfigException {
    return ConfigFile.parse(
        "test", "sensors: [{name: roof}]\nboard: {" + board + "}\n", Path.of(""));
  }

  private static String problems(String board) throws ConfigException {
    return parse(board).problems().toString();
  }

  @Test
  void allKeysAreRead() throws ConfigException {
    BoardSettings board =
        parse(
                "computer: raspberry-pi-4, status-light: 11, mission-switch: 13, power-fail: 15,"
                    + " hold-up: 500, sensor-power: '16, 18', sensor-power-step: 2000, pps: gpio,"
                    + " pps-pin: 7")
            .config()
            .board();
    assertThat(board)
        .isEqualTo(
            new BoardSettings(
                "raspberry-pi-4",
                11,
                13,
                15,
                500,
                List.of(16, 18),
                2_000,
                BoardSettings.Pps.GPIO,
                7,
                null));
    assertThat(board.stagedSeconds()).isEqualTo(2);
  }

  @Test
  void withoutTheSectionNothingIsAskedFor() throws ConfigException {
    BoardSettings board = parse("").config().board();
    assertThat(board.wantsPins()).isFalse();
    assertThat(board.pps()).isEqualTo(BoardSettings.Pps.NONE);
  }

  @Test
  void mistakesAreToldWithWhatWouldBeRight() throws ConfigException {
    assertThat(problems("computer: raspbery")).contains("raspberry-pi-4");
    assertThat(problems("computer: raspberry-pi-5, status-light: 6")).contains("pin 6", "11");
    assertThat(problems("computer: none, status-light: 11")).contains("no pin");
    assertThat(problems("status-light: 11, power-fail: 11")).contains("which status-light has");
    assertThat(problems("sensor-power: '16, x'")).contains("pins by commas");
    assertThat(problems("sensor-power: '16, 16'")).contains("a pin of its own");
    assertThat(problems("pps: gpio")).contains("pps-pin");
    assertThat(problems("pps-pin: 7")).contains("pps: gpio");
    assertThat(problems("pps: kernel, pps-device: ../x")).contains("pps0");
    assertThat(problems("status-lamp: 1")).contains("status-light");
  }
}
