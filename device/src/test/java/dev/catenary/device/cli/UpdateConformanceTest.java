package dev.catenary.device.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.catenary.device.Main;
import dev.catenary.device.update.trust.format.Digests;
import dev.catenary.device.update.trust.format.StrictJson;
import dev.catenary.proto.testing.Recordings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The public suite theupdateframework/tuf-conformance, replayed: each step with its repository,
 * clock and what python-tuf made of it.
 */
@Recordings
class UpdateConformanceTest {
  private static final int CASES = 109;
  private static final int STEPS = 173;

  @TempDir Path folder;

  private final List<String> messages = new ArrayList<>();
  private ConformanceServer server;

  /** Calls the client with a clock. */
  private interface Client {
    int run(Instant clock, List<String> words) throws Exception;
  }

  @BeforeEach
  void serve() throws IOException {
    server = new ConformanceServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<String> cases() throws IOException {
    return ConformanceCases.read().steps().keySet().stream();
  }

  @Test
  void noCaseIsMissing() throws IOException {
    ConformanceCases cases = ConformanceCases.read();
    assertThat(cases.steps()).hasSize(CASES);
    assertThat(cases.steps().values().stream().mapToInt(List::size).sum()).isEqualTo(STEPS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachStepEndsAsInTheReferenceClient(String name) throws Exception {
    replay(name, this::inProcess);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test_faketime",
        "test_client_downloads_expected_file_in_sub_dir",
        "test_unusual_role_name[../delegatedrole]",
        "tuf-on-ci-0.11"
      })
  void theProcessDoesTheSameUnderItsFakedClock(String name) throws Exception {
    assumeThat(Path.of("/usr/bin/faketime")).as("the program faketime").exists();
    replay(name, this::asProcess);
  }

  /** The suite counts the requests beyond what the exit status tells. */
  @Test
  void rolesAreAskedForInOrderAndOnce() throws Exception {
    replay(
        "test_graph_traversal[three-level-delegation-test-DFS-order-of-traversal]",
        this::inProcess);
    assertThat(server.requests())
        .containsExactly(
            "metadata/2.root.json",
            "metadata/timestamp.json",
            "metadata/2.snapshot.json",
            "metadata/2.targets.json",
            "metadata/1.A.json",
            "metadata/1.C.json",
            "metadata/1.D.json",
            "metadata/1.B.json");
    replay("test_artifact_cache", this::inProcess);
    assertThat(server.requests()).noneMatch(path -> path.startsWith("targets/"));
  }

  private void replay(String name, Client client) throws Exception {
    ConformanceCases cases = ConformanceCases.read();
    Path metadata =
        Files.createDirectories(folder.resolve(Digests.sha256(name.getBytes(UTF_8)) + "/m"));
    Path targets = Files.createDirectories(metadata.resolveSibling("t"));
    Path caseFolder = cases.folder(name);
    Path first = caseFolder.resolve("initial_root.json");
    assertThat(
            client.run(
                cases.now(), List.of("--metadata-dir", metadata.toString(), "init", first + "")))
        .isZero();
    for (ConformanceCases.Step step : cases.steps().get(name)) {
      messages.clear();
      server.serve(
          step.repository().map(cases.folder()::resolve).orElse(caseFolder),
          step.repository().isEmpty());
      String at = name + ", step " + step.number();
      assertThat(client.run(step.clock(), words(step, metadata, targets)))
          .as(at + ": " + messages)
          .isEqualTo(step.exit());
      if (step.trusted().isPresent()) {
        assertThat(trusted(metadata)).as(at).isEqualTo(step.trusted().get());
      }
      if (step.downloaded().isPresent()) {
        assertThat(hashes(targets)).as(at).isEqualTo(step.downloaded().get());
      }
      assertThat(bytes(metadata)).as(at).isSubsetOf(served(caseFolder));
    }
  }

  private List<String> words(ConformanceCases.Step step, Path metadata, Path targets) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--metadata-dir", metadata.toString(), "--metadata-url", server.url("metadata")));
    if (step.targets().isEmpty()) {
      words.add("refresh");
      return words;
    }
    step.targets().forEach(target -> words.addAll(List.of("--target-name", target)));
    words.addAll(
        List.of(
            "--target-dir",
            targets.toString(),
            "--target-base-url",
            server.url("targets"),
            "download"));
    return words;
  }

  private int inProcess(Instant clock, List<String> words) {
    StringWriter out = new StringWriter();
    return new CommandLine(new UpdateConformanceCommand(Clock.fixed(clock, ZoneOffset.UTC)))
        .setErr(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (exception, _, _) -> {
              messages.add(exception.toString());
              return 1;
            })
        .execute(words.toArray(String[]::new));
  }

  private int asProcess(Instant clock, List<String> words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "faketime",
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
                    .withZone(ZoneOffset.UTC)
                    .format(clock),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "update",
                "conformance"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    messages.add(new String(process.getInputStream().readAllBytes(), UTF_8));
    return process.waitFor();
  }

  private static Map<String, Optional<Long>> trusted(Path metadata) throws IOException {
    Map<String, Optional<Long>> trusted = new TreeMap<>();
    for (Path file : files(metadata, ".json")) {
      var signed = StrictJson.read("copy", Files.readAllBytes(file)).members("signed");
      trusted.put(
          file.getFileName().toString(),
          signed.has("version") ? Optional.of(signed.whole("version")) : Optional.empty());
    }
    return trusted;
  }

  private static List<String> hashes(Path targets) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (Path file : files(targets, "")) {
      hashes.add(Digests.sha256(Files.readAllBytes(file)));
    }
    return hashes.stream().sorted().toList();
  }

  /** Metadata is kept byte for byte as it came. */
  private static List<String> bytes(Path metadata) throws IOException {
    List<String> bytes = new ArrayList<>();
    for (Path file : files(metadata, ".json")) {
      bytes.add(Digests.sha256(Files.readAllBytes(file)));
    }
    return bytes;
  }

  private static List<String> served(Path caseFolder) throws IOException {
    List<String> bytes = new ArrayList<>();
    for (Path file : files(caseFolder, ".json")) {
      bytes.add(Digests.sha256(Files.readAllBytes(file)));
    }
    return bytes;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(end))
          .toList();
    }
  }
}
