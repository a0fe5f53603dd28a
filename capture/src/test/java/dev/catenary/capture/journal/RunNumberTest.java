package dev.catenary.capture.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunNumberTest {
  @TempDir private Path folder;

  @Test
  void everyRunBeginsBeyondAllOfTheOneBefore() throws IOException {
    Path data = folder.resolve("data");
    long first = RunNumber.begin(data);
    long second = RunNumber.begin(data);
    assertThat(first).isPositive();
    assertThat(second - first).isGreaterThan(1_000_000_000_000L);
    assertThat(Files.list(data)).hasSize(1);
  }

  @Test
  void fileThatWasHalfWrittenWhenThePowerWentIsOfNoConsequence() throws IOException {
    long first = RunNumber.begin(folder);
    Files.writeString(folder.resolve("run-number.part"), "9");
    assertThat(RunNumber.begin(folder)).isEqualTo(2 * first);
  }

  @Test
  void fileThatIsNoNumberIsRefusedWithTheCure() throws IOException {
    Files.writeString(folder.resolve("run-number"), "many");
    assertThatThrownBy(() -> RunNumber.begin(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found \"many\"; expected the number of runs so far");
  }

  @Test
  void anyChangedBitGivesNoSequenceTwice() throws IOException {
    long first = RunNumber.begin(folder);
    byte[] whole = Files.readAllBytes(folder.resolve("run-number"));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(folder.resolve("run-number"), changed);
      assertThat(RunNumber.begin(folder)).isEqualTo(2 * first);
    }
  }
}
