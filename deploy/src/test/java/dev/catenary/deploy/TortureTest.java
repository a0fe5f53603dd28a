package dev.catenary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of {@code catenary torture} that need the packaged programs, in their short form. */
class TortureTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));

  @TempDir private Path folder;

  @Test
  void aServiceKilledThreeTimesLosesNothingItPromised() throws Exception {
    assertThat(torture("kills", "--kills=3", "--slack=20")).contains("kills    kept");
  }

  @Test
  void eachPointIsInOneChunkHoweverOftenTheServiceIsKilled() throws Exception {
    assertThat(torture("points", "--sensors=ONE", "--kills=6")).contains("points   kept");
  }

  @Test
  void eachPointOfThreeSensorsIsInOneChunkHoweverOftenTheServiceIsKilled() throws Exception {
    assertThat(torture("points", "--sensors=THREE", "--kills=6")).contains("points   kept");
  }

  @Test
  void aLineThatIsCutAndAStoreWithoutANameCostAtMostOnePartEach() throws Exception {
    assertThat(torture("links")).contains("links    kept");
  }

  private String torture(String... arguments) throws Exception {
    String classPath =
        ROOT.resolve("deploy/proving/target/catenary-proving.jar")
            + ":"
            + ROOT.resolve("device/target/catenary-device.jar")
            + ":"
            + ROOT.resolve("device/target/lib")
            + "/*";
    Path log = folder.resolve("torture.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-Dcatenary.home=" + ROOT,
                "-cp",
                classPath,
                "dev.catenary.proving.Proving",
                "torture",
                "--work=" + folder.resolve("work")));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
