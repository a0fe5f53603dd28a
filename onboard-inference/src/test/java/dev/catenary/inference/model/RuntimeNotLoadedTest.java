package dev.catenary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the model's runtime cannot be loaded the rules label, the first time and each later. */
final class RuntimeNotLoadedTest {
  @TempDir private Path folder;

  private static void assertThatRulesLabel(List<String> lines) {
    assertThat(lines).last().asString().as(lines.toString()).isEqualTo("ended with 0");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("rules-1, model \"shipped\" refused: found that ONNX"))
        .as(lines.toString())
        .hasSize(2);
  }

  @Test
  void libraryThatCannotBeUnpackedGivesTheRules() throws IOException, InterruptedException {
    assertThatRulesLabel(ChoosingProcess.lines("-Djava.io.tmpdir=" + folder.resolve("not-there")));
  }

  /** As with an older glibc or a folder mounted noexec: the system does not take the library. */
  @Test
  void libraryThatTheSystemRefusesGivesTheRules() throws IOException, InterruptedException {
    Path library = Files.writeString(folder.resolve("libonnxruntime.so"), "no library");
    assertThatRulesLabel(ChoosingProcess.lines("-Donnxruntime.native.onnxruntime.path=" + library));
  }
}
