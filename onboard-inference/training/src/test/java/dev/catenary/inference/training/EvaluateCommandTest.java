package dev.catenary.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class EvaluateCommandTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root"), "testdata", "cases");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Training.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void cutFileIsNamedAndNothingIsScored() {
    Path cut = CASES.resolve("las-cut-short-accepted/1.2-with-color-clipped.las");
    assertThat(run("evaluate", cut.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains(cut + ": found 1,064 of 1,065 points")
        .doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void oneBadFileInAFolderHidesNoOther() throws IOException {
    Files.copy(CASES.resolve("las-valid-but-crashes/autzen.laz"), folder.resolve("good.laz"));
    Files.copy(CASES.resolve("page-bad-inputs/las-format-255.las"), folder.resolve("bad.las"));
    Files.copy(CASES.resolve("page-bad-inputs/las-empty.las"), folder.resolve("worse.las"));
    assertThat(run("evaluate", folder.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("good by").contains("106 points");
    assertThat(err.toString())
        .contains("bad.las: found")
        .contains("worse.las: found")
        .contains("2 of 3 files")
        .contains("--skip-refused");
    assertThat(run("evaluate", "--skip-refused", folder.toString())).isZero();
    assertThat(err.toString()).contains("left out: " + folder.resolve("bad.las"));
  }

  @Test
  void trainingTellsAllBadFilesBeforeItBegins() throws IOException {
    Files.copy(CASES.resolve("page-bad-inputs/las-format-255.las"), folder.resolve("bad.las"));
    Files.copy(CASES.resolve("page-bad-inputs/las-empty.las"), folder.resolve("worse.las"));
    Path model = folder.resolve("model");
    assertThat(run("train", "--quick", "--no-scenes", "--out", model.toString(), folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("bad.las: found").contains("worse.las: found");
    assertThat(out.toString()).doesNotContain("fitting");
  }
}
