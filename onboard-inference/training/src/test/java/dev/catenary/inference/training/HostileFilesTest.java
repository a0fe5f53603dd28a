package dev.catenary.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.text.HostileFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** As the device's test of the same name, for the commands that run beside it. */
final class HostileFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));

  @TempDir private Path folder;

  private List<Path> files() throws IOException {
    return HostileFiles.in(folder, ROOT.resolve("testdata/cases"));
  }

  private static String run(List<String> arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Training.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    int status = line.execute(arguments.toArray(String[]::new));
    assertThat(HostileFiles.notForPeople(said.toString())).as("%s: %s", arguments, said).isEmpty();
    if (status != 0) {
      assertThat(said.toString()).as("%s", arguments).contains("found").contains("expected");
    }
    return said.toString();
  }

  @Test
  void noCloudBringsAClassOrAStackBeforeAPerson() throws IOException {
    for (Path file : files()) {
      if (!file.toString().contains("las-valid")) {
        run(List.of("evaluate", file.toString()));
      }
      run(
          List.of(
              "train",
              "--quick",
              "--no-scenes",
              "--out",
              folder.resolve("made").toString(),
              file.toString()));
    }
  }

  @Test
  void noModelDoesEither() throws IOException {
    List<Path> models = new ArrayList<>(files());
    Path cloud = ROOT.resolve("testdata/cases/las-valid-but-crashes/spec_3.las");
    for (Path file : List.copyOf(models)) {
      if (Files.isRegularFile(file)) {
        Path model = Files.createTempDirectory(folder, "model");
        Files.copy(file, model.resolve("card.json"));
        models.add(model);
      }
    }
    for (Path model : models) {
      String said = run(List.of("evaluate", "--model", model.toString(), cloud.toString()));
      assertThat(said).as("%s", model).contains("catenary: found");
    }
  }
}
