package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));

  @Test
  void referencePageInTheDocsIsTheOneTheCodeMakes() throws Exception {
    assertThat(Files.readString(ROOT.resolve("docs/configuration.md")))
        .as("make it anew: ./catenary check-config --reference > docs/configuration.md")
        .isEqualTo(ConfigReference.markdown());
  }

  @Test
  void exampleHasNoProblem() throws Exception {
    assertThat(ConfigFile.read(ROOT.resolve("deploy/config/example.yaml")).problems()).isEmpty();
  }
}
