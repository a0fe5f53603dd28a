package dev.catenary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build with one Java in JAVA_HOME and another first on the PATH, both ways: what it starts by
 * name must be the JDK 25, whichever Maven itself runs on.
 */
class JdkPairTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));

  @TempDir private Path folder;

  @Test
  void javaHomeIs25AndThePathHasAnOlder() throws IOException, InterruptedException {
    build(Path.of(System.getProperty("java.home")), older());
  }

  @Test
  void javaHomeIsOlderAndThePathHas25() throws IOException, InterruptedException {
    build(older(), Path.of(System.getProperty("java.home")));
  }

  private static Path older() throws IOException {
    Path installed = Path.of("/usr/lib/jvm");
    Optional<Path> found = Optional.empty();
    if (Files.isDirectory(installed)) {
      try (Stream<Path> homes = Files.list(installed)) {
        found =
            homes
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(home -> home.getFileName().toString().matches(".*\\b(17|21)\\b.*"))
                .findFirst();
      }
    }
    assumeTrue(found.isPresent(), "no JDK 17 or 21 below /usr/lib/jvm");
    assumeTrue(maven().isPresent(), "no mvn on the PATH");
    return found.get();
  }

  private static Optional<Path> maven() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, "mvn"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void build(Path javaHome, Path onPath) throws IOException, InterruptedException {
    Path log = folder.resolve("mvn.log");
    ProcessBuilder build =
        new ProcessBuilder(
                maven().orElseThrow().toString(),
                "-o",
                "-q",
                "-B",
                "-N",
                "validate",
                "-Dcatenary.format=none")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    build.environment().put("JAVA_HOME", javaHome.toString());
    build.environment().put("PATH", onPath.resolve("bin") + ":" + System.getenv("PATH"));
    Process process = build.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
