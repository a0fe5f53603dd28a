package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.capture.Sensors;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.sensor.SensorKey;
import dev.catenary.proto.testing.RecordingsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedSensorTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "velodyne-vlp16-dual, velodyne",
    "velodyne-vls128, velodyne",
    "ouster-os1-32-legacy, ouster",
    "ouster-os1-128-fusa-dual, ouster",
    "ouster-os2-128-single, ouster"
  })
  void sensorIsFoundFromThePackets(String recording, String type) throws IOException {
    Path file = RecordingsFolder.excerpts().resolve("sensors/" + recording + "/capture.pcap");
    assertThat(RecordedSensor.sensorOf(file).type()).isEqualTo(type);
  }

  @Test
  void recordingOfNoSensorIsRefusedWithTheCure() {
    Path file =
        RecordingsFolder.excerpts().resolve("sensors/ouster-edge-cases/imu_zm_no_lidar.pcap");
    assertThatThrownBy(() -> RecordedSensor.sensorOf(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found no packet")
        .hasMessageContaining("Velodyne, Ouster")
        .hasMessageContaining("--type");
  }

  @Test
  void fileByTheRecordingsNameGoesBeforeThatOfTheFolder() throws IOException {
    SensorKey key = SensorKey.file("metadata", "", "%s.json", "%s_0.json", "metadata.json");
    Path recording = folder.resolve("flight.1.pcap");
    assertThat(RecordedSensor.beside(key, recording)).isNull();
    Path common = Files.createFile(folder.resolve("metadata.json"));
    assertThat(RecordedSensor.beside(key, recording)).isEqualTo(common);
    Path own = Files.createFile(folder.resolve("flight.1.json"));
    assertThat(RecordedSensor.beside(key, recording)).isEqualTo(own);
  }

  @Test
  void neededFileThatIsNotThereIsNamedWithItsPlaces() {
    SensorDescription ouster =
        Sensors.ALL.stream().filter(sensor -> sensor.type().equals("ouster")).findFirst().get();
    Path recording = folder.resolve("flight.1.pcap");
    assertThatThrownBy(() -> RecordedSensor.decoder(ouster, recording, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("flight.1.json, flight.1_0.json, metadata.json")
        .hasMessageContaining("--metadata")
        .hasMessageContaining("curl");
  }
}
