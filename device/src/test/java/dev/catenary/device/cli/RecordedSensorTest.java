package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.testing.Recordings;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedSensorTest {
  @TempDir private Path folder;

  @Recordings
  @ParameterizedTest
  @CsvSource({
    "velodyne-vlp16-dual, VELODYNE",
    "velodyne-vls128, VELODYNE",
    "ouster-os1-64-legacy-fw20, OUSTER",
    "ouster-os1-128-fusa-dual, OUSTER",
    "ouster-os2-128-single, OUSTER"
  })
  void makerIsFoundFromThePackets(String recording, RecordedSensor.Maker maker) throws IOException {
    Path file = RecordingsFolder.path().resolve("sensors/" + recording + "/capture.pcap");
    assertThat(RecordedSensor.makerOf(file)).isEqualTo(maker);
  }

  @Recordings
  @Test
  void recordingOfAnotherMakerIsRefusedWithTheCure() {
    Path file = RecordingsFolder.path().resolve("sensors/hesai-xt32/capture.pcap");
    assertThatThrownBy(() -> RecordedSensor.makerOf(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found no packet")
        .hasMessageContaining("--metadata");
  }

  @Test
  void metadataByTheRecordingsNameGoesBeforeThatOfTheFolder() throws IOException {
    Path recording = folder.resolve("flight.1.pcap");
    assertThatThrownBy(() -> RecordedSensor.metadataBeside(recording))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("flight.1.json, flight.1_0.json, metadata.json")
        .hasMessageContaining("--metadata FILE");
    Path common = Files.createFile(folder.resolve("metadata.json"));
    assertThat(RecordedSensor.metadataBeside(recording)).isEqualTo(common);
    Path own = Files.createFile(folder.resolve("flight.1.json"));
    assertThat(RecordedSensor.metadataBeside(recording)).isEqualTo(own);
  }
}
