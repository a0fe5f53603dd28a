package dev.catenary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged programs together: a survey of a few seconds from UDP into a bucket. */
class DemoTest {
  private static final Path ROOT = Path.of(System.getProperty("catenary.root"));
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  @TempDir private Path folder;

  @Test
  void everyPointOfTheSimulatorArrivesInTheBucketConductorsAmongThem() throws Exception {
    Path out = folder.resolve("demo");
    String text = demo(out);
    assertThat(text).contains("Losses           none");

    long simulated = pointsOfTheSimulator(out.resolve("simulator.log"));
    assertThat(simulated).isGreaterThan(100_000);
    assertThat(text).contains(String.format("Points decoded   %,d", simulated));
    assertThat(text).contains(String.format("Points in chunks %,d in", simulated));
    assertThat(text).contains("First conductor");
    try (var objects = Files.walk(out.resolve("objects"))) {
      assertThat(objects.filter(path -> path.toString().endsWith(".laz")).count())
          .isEqualTo(chunks(text));
    }
  }

  private String demo(Path out) throws IOException, InterruptedException {
    String classPath =
        ROOT.resolve("deploy/proving/target/catenary-proving.jar")
            + ":"
            + ROOT.resolve("device/target/catenary-device.jar")
            + ":"
            + ROOT.resolve("device/target/lib")
            + "/*";
    Path log = folder.resolve("demo.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx1g",
                    "-Dcatenary.home=" + ROOT,
                    "-cp",
                    classPath,
                    "dev.catenary.proving.Proving",
                    "demo",
                    "--seconds=8",
                    "--out=" + out))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /** The simulator's last line: points by true class. */
  private static long pointsOfTheSimulator(Path log) throws IOException {
    String json = Files.readAllLines(log).getLast();
    Matcher numbers = NUMBER.matcher(json.substring(json.indexOf("\"ground\"")));
    long points = 0;
    while (numbers.find()) {
      points += Long.parseLong(numbers.group());
    }
    return points;
  }

  private static long chunks(String text) {
    Matcher matcher = Pattern.compile("Chunks sent +([0-9,]+)").matcher(text);
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }
}
