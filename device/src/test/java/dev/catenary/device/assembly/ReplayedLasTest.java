package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.testing.RecordingsFolder;
import dev.catenary.uplink.laz.LasAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each chunk of replayed recordings beside LAS 1.4 R15, by {@link LasAudit}. */
class ReplayedLasTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root")).resolve("testdata/cases");

  @TempDir private Path folder;

  private int replay(String text, Path recording) throws Exception {
    CatenaryConfig config = ConfigFile.parse("test", text, folder).require();
    var source = new ReplaySource(List.of(recording), 0, System::nanoTime, new Counters());
    try (Assembly machine =
        new Assembly(
            config, "test", Surroundings.of(source, Feed.RECORDING, null, new Counters()))) {
      machine.start();
      assertThat(machine.awaitEndOfSource(60_000)).isTrue();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
    }
    return audit();
  }

  private int audit() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".laz")).toList();
    }
    for (Path file : files) {
      assertThat(LasAudit.of(file)).as("%s", file.getFileName()).isEmpty();
    }
    return files.size();
  }

  @ParameterizedTest
  @CsvSource({
    "velodyne-vlp16-dual, velodyne",
    "velodyne-vlp32c, velodyne",
    "velodyne-vls128, velodyne",
    "velodyne-hdl32e-mrpt, velodyne",
    "ouster-os0-32-dual, ouster",
    "ouster-os1-128-fusa-dual, ouster",
    "ouster-os2-128-single, ouster",
    "ouster-os1-32-legacy, ouster",
    "hesai-xt32, hesai",
    "hesai-xt32m, hesai",
    "hesai-pandar40p, hesai",
    "hesai-pandar64, hesai",
    "hesai-qt128, hesai"
  })
  void chunksOfEachSensorAreCleanByTheSpecification(String recording, String type)
      throws Exception {
    Path from = RecordingsFolder.excerpts().resolve("sensors/" + recording);
    String text =
        """
        data-directory: data
        sensors:
          - name: roof
            type: %s
        %s    range-min: 0.05
        position:
          source: fixed
          latitude: -37.8
          longitude: 145.0
          height: 30
        classification: {model: rules}
        """
            .formatted(
                type,
                type.equals("ouster")
                    ? "    metadata: " + from.resolve("metadata.json") + "\n"
                    : "");
    assertThat(replay(text, from.resolve("capture.pcap"))).isPositive();
  }

  /** Two sensors that fire at the same times: still each point has a key of its own. */
  @Test
  void chunksOfTwoSensorsAreCleanByTheSpecification() throws Exception {
    Path from = CASES.resolve("replay-two-sensors-one-port");
    String text = Files.readString(from.resolve("both.yaml"));
    assertThat(replay(text, from.resolve("input.pcap"))).isPositive();
  }
}
