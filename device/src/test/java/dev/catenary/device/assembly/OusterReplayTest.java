package dev.catenary.device.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.replay.ReplaySource;
import dev.catenary.device.config.CatenaryConfig;
import dev.catenary.device.config.ConfigFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.testing.RecordingsFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of an Ouster through the whole machine, to chunks in the spool. */
class OusterReplayTest {
  @TempDir private Path folder;

  @Test
  void everyPointOfTheRecordingIsInAChunkAndNothingIsLost() throws Exception {
    Path recording = RecordingsFolder.excerpts().resolve("sensors/ouster-os2-128-single");
    String text =
        """
        data-directory: data
        sensors:
          - name: mast
            type: ouster
            metadata: %s
            range-min: 0.05
        position:
          source: fixed
          latitude: -37.8
          longitude: 145.0
          height: 30
        """
            .formatted(recording.resolve("metadata.json"));
    CatenaryConfig config = ConfigFile.parse("test", text, folder).require();
    Counters counters = new Counters();
    var source =
        new ReplaySource(List.of(recording.resolve("capture.pcap")), 0, System::nanoTime, counters);
    try (Assembly machine =
        new Assembly(config, "test", Surroundings.of(source, Feed.RECORDING, null, counters))) {
      machine.start();
      assertThat(machine.awaitEndOfSource(60_000)).isTrue();
      machine.stopIntake();
      assertThat(machine.broken()).isNull();
      assertThat(machine.sensors())
          .containsExactly("Ouster OS-2-128, RNG19_RFL8_SIG16_NIR16, 1024x10");
      assertThat(machine.spool().list()).isNotEmpty();
    }
    assertThat(counters.get(DeviceCounter.PACKETS_DECODED)).isEqualTo(64);
    assertThat(counters.get(DeviceCounter.PACKETS_ANCILLARY)).isEqualTo(10);
    assertThat(counters.get(DeviceCounter.POINTS_DECODED)).isEqualTo(119_682);
    assertThat(counters.get(DeviceCounter.POINTS_IN_CHUNKS)).isEqualTo(119_682);
    for (Map.Entry<DeviceCounter, Long> entry : counters.snapshot().entrySet()) {
      if (entry.getKey().isLoss()) {
        assertThat(entry.getValue()).as("%s", entry.getKey()).isZero();
      }
    }
  }
}
