package dev.catenary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.catenary.device.update.fetch.ClientLimits;
import dev.catenary.device.update.fetch.HttpRepository;
import dev.catenary.device.update.fetch.Updater;
import dev.catenary.device.update.trust.MetadataStore;
import dev.catenary.device.update.trust.format.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Others' code on the other end: {@code @tufjs/models} makes what we read, {@code tuf-js} reads
 * ours.
 */
class NpmMakersTest {
  private static final Path SOURCES = Path.of("src", "test", "npm");
  private static final Path INSTALLED = Path.of("target", "npm").toAbsolutePath();

  @TempDir Path folder;

  /** An answer of a program. */
  private record Said(int exit, String text) {}

  @BeforeEach
  void install() throws Exception {
    boolean isRequired = System.getenv("CATENARY_NPM_REQUIRED") != null;
    Optional<Path> npm = npm();
    if (!isRequired) {
      assumeThat(npm).as("the program npm").isPresent();
    }
    Files.createDirectories(INSTALLED);
    for (String name : List.of("package.json", "package-lock.json", "make.mjs", "read.mjs")) {
      Files.write(INSTALLED.resolve(name), Files.readAllBytes(SOURCES.resolve(name)));
    }
    if (!Files.isDirectory(INSTALLED.resolve("node_modules/tuf-js"))) {
      Said said =
          run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional");
      if (!isRequired) {
        assumeThat(said.exit()).as("npm ci: " + said.text()).isZero();
      }
      assertThat(said.exit()).as(said.text()).isZero();
    }
  }

  private static Optional<Path> npm() {
    for (String part : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(part, "npm");
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  private static Said run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  @Test
  void clientReadsWhatTufjsMakes() throws Exception {
    Path made = folder.resolve("made");
    Instant expires = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    Said said = run("node", "make.mjs", made.toString(), expires.toString());
    assertThat(said.exit()).as(said.text()).isZero();
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.copy(made.resolve("metadata/1.root.json"), kept.resolve("root.json"));
    Map<String, String> expected =
        Map.of(
            "top \u00e9.txt",
            "at the top\n",
            "product/one",
            "the product\n",
            "binned.txt",
            "in a bin\n");
    try (RepositoryServer server = new RepositoryServer(made)) {
      Updater client =
          Updater.refreshed(
              new HttpRepository(server.metadata(), server.targets()),
              new MetadataStore(kept),
              ClientLimits.STANDARD,
              () -> Optional.of(Instant.now()));
      for (Map.Entry<String, String> target : expected.entrySet()) {
        Path file = client.download(client.find(target.getKey()), folder.resolve("got"));
        assertThat(file).hasContent(target.getValue());
      }
    }
  }

  @Test
  void tufjsReadsWhatWeMake() throws Exception {
    Workshop workshop = new Workshop(folder);
    Path image = workshop.begunImage().folder();
    workshop.add("product/one", "the product", 1, "1.0.0", "product1", "product2");
    workshop.add("models/one", "a model", 1, "m1", "models");
    workshop.stamp();
    List<String> expected = new ArrayList<>();
    for (String text : List.of("the product", "a model")) {
      expected.add(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
    try (RepositoryServer server = new RepositoryServer(image)) {
      Said said =
          run(
              "node",
              "read.mjs",
              server.url(),
              image.resolve("metadata/1.root.json").toString(),
              folder.resolve("tufjs").toString(),
              "product/one",
              "models/one");
      assertThat(said.exit()).as(said.text()).isZero();
      assertThat(said.text().lines().toList()).isEqualTo(expected);
    }
  }
}
