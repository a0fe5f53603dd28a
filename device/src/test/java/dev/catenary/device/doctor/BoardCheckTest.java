package dev.catenary.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.BoardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoardCheckTest {
  @TempDir private Path folder;

  private List<Diagnosis> look(int light, BoardSettings.Pps pps) throws IOException {
    BoardSettings settings = new BoardSettings("auto", light, 0, 0, 0, List.of(), 0, pps, 0, null);
    return new BoardCheck(settings, folder.resolve("model"), folder, folder.resolve("pps")).look();
  }

  @Test
  void whatIsNotAskedForIsNotLookedAt() throws IOException {
    assertThat(look(0, BoardSettings.Pps.NONE)).isEmpty();
  }

  @Test
  void pinsNeedAComputerThatIsKnownAndItsChips() throws IOException {
    assertThat(look(11, BoardSettings.Pps.NONE).getFirst().verdict()).isEqualTo(Verdict.BAD);
    Files.writeString(folder.resolve("model"), "Raspberry Pi 4 Model B Rev 1.5\0");
    Diagnosis without = look(11, BoardSettings.Pps.NONE).getFirst();
    assertThat(without.verdict()).isEqualTo(Verdict.BAD);
    assertThat(without.found()).contains("raspberry-pi-4 without");
    Files.createFile(folder.resolve("gpiochip0"));
    assertThat(look(11, BoardSettings.Pps.NONE).getFirst().verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void kernelsPulseMustBeThereAndHaveCounted() throws IOException {
    assertThat(look(0, BoardSettings.Pps.KERNEL).getFirst().verdict()).isEqualTo(Verdict.BAD);
    Path assertFile = Files.createDirectories(folder.resolve("pps/pps0")).resolve("assert");
    Files.writeString(assertFile, "0.000000000#0\n");
    assertThat(look(0, BoardSettings.Pps.KERNEL).getFirst().verdict()).isEqualTo(Verdict.DOUBTFUL);
    Files.writeString(assertFile, "1700000000.000000100#41\n");
    assertThat(look(0, BoardSettings.Pps.KERNEL).getFirst().verdict()).isEqualTo(Verdict.GOOD);
  }
}
