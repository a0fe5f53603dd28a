package dev.catenary.proving.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that need no other process, in their short form. */
class TortureTest {
  @TempDir private Path folder;

  @Test
  void whatAPowerCutMayLeaveOpensWithAllThatWasPromised() throws Exception {
    assertKept(new CrashTorment(folder.resolve("crashes"), 300, 3).run());
  }

  @Test
  void aChangedBitIsHarmlessOrCounted() throws Exception {
    assertKept(new FlipTorment(folder.resolve("flips"), 150, 3).run());
  }

  @Test
  void aFleetThatComesBackDoesNotStorm() throws Exception {
    assertKept(new CrowdTorment(folder.resolve("crowd"), 0, 3).run());
  }

  @Test
  void outcomesAreWrittenAsJson() {
    var outcome = new Outcome("row", "did \"it\"", "all", List.of("1\n2"), List.of());
    assertThat(Outcome.json("here", List.of(outcome)))
        .contains("\"row\": \"row\", \"kept\": true, \"did\": \"did \\\"it\\\"\"")
        .contains("[\"1\\n2\"]");
  }

  private static void assertKept(Outcome outcome) {
    assertThat(outcome.isKept()).as(outcome.text()).isTrue();
  }
}
