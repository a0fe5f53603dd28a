package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole machine on a serial LiDAR that is plugged in after the start, at a fixed place. */
class SerialSurveyTest {
  private static final Path SOCAT = Path.of("/usr/bin/socat");
  private static final int FRAMES = 200;

  /** LDROBOT, LD19 Development Manual V2.3, the example of its protocol chapter: 12 points. */
  private static final byte[] FRAME =
      HexFormat.of()
          .parseHex(
              "542c6808ab7ee000e4dc00e2d900e5d500e3d300e4d000e9cd00e4ca00e2c700e9"
                  + "c500e5c200e5c000e5be823a1a50");

  @TempDir Path folder;

  private CatenaryConfig config(Path lidar) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("catenary.yaml"),
            """
            data-directory: data
            sensors:
              - name: floor
                type: ldrobot
                range-min: 0.05
                link: {device: %s}
            position:
              source: fixed
              latitude: -37.81
              longitude: 144.96
              links:
                - device: %s
            spool: {reserve: 0}
            """
                .formatted(lidar, folder.resolve("never-there")));
    return ConfigFile.read(file).require();
  }

  @Test
  void everyPointOfASerialLidarThatCameLateIsInAChunk() throws Exception {
    Counters counters = survey();
    assertThat(counters.get(DeviceCounter.POINTS_IN_CHUNKS)).isEqualTo(12L * FRAMES);
    assertThat(counters.get(DeviceCounter.JOURNAL_DATAGRAMS))
        .isEqualTo(counters.get(DeviceCounter.DATAGRAMS_RECEIVED));
    assertThat(counters.snapshot().keySet()).noneMatch(DeviceCounter::isLoss);
  }

  /**
   * The first survey's chunks are durable and its journal is gone: its sequences are not reused.
   */
  @Test
  void secondSurveyOfTheSamePlaceLosesNothingToTheFirst() throws Exception {
    survey();
    Counters counters = survey();
    assertThat(counters.get(DeviceCounter.POINTS_ALREADY_DURABLE)).isZero();
    assertThat(counters.get(DeviceCounter.POINTS_IN_CHUNKS)).isEqualTo(12L * FRAMES);
  }

  private Counters survey() throws Exception {
    assumeTrue(Files.isExecutable(SOCAT), SOCAT + " is not here; install it: apt install socat");
    Path lidar = folder.resolve("lidar");
    Counters counters = new Counters();
    CatenaryConfig config = config(lidar);
    try (LiveLinks links = new LiveLinks(config.sensors(), config.position().links(), counters);
        Assembly machine =
            new Assembly(
                config, "test", Surroundings.of(links.source(), Feed.LIVE, null, counters))) {
      machine.start();
      links.start();
      Process socat =
          new ProcessBuilder(SOCAT.toString(), "-u", "STDIN", "PTY,raw,echo=0,link=" + lidar)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream line = socat.getOutputStream()) {
        await().until(() -> Files.exists(lidar));
        for (int i = 0; i < FRAMES; i++) {
          line.write(FRAME);
        }
        line.flush();
        await().until(() -> arrived(counters) == 12L * FRAMES);
      } finally {
        socat.destroy();
        socat.onExit().join();
      }
      links.stop();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
      assertThat(machine.spool().list()).isNotEmpty();
      assertThat(machine.sensors()).containsExactly("LDROBOT LD06 or LD19");
    }
    return counters;
  }

  private static long arrived(Counters counters) {
    return counters.get(DeviceCounter.POINTS_IN_ZONES)
        + counters.get(DeviceCounter.POINTS_ALREADY_DURABLE);
  }
}
