package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.config.CatenaryConfig.SensorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OusterKeysTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeMetadata() throws IOException {
    Files.writeString(
        folder.resolve("roof.json"),
        """
        {"lidar_mode": "1024x10", "beam_altitude_angles": [5.0, -5.0], "beam_azimuth_angles": [1, 1]}
        """);
  }

  private ConfigFile parse(String keys) throws ConfigException {
    return ConfigFile.parse("test.yaml", "sensors:\n  - type: ouster\n" + keys, folder);
  }

  @Test
  void metadataIsEnoughAndEverythingElseHasADefault() throws Exception {
    ConfigFile file = parse("    metadata: roof.json\n");
    assertThat(file.problems()).isEmpty();
    SensorConfig sensor = file.config().sensors().getFirst();
    assertThat(sensor.setup().decoders().decoder(0.5, 1_000).describe())
        .isEqualTo("Ouster sensor, LEGACY, 1024x10");
    assertThat(file.entries())
        .filteredOn(entry -> entry.key().matches("sensors.*(identity|intensity)"))
        .extracting(ConfigEntry::value)
        .containsExactly("serial", "signal");
    assertThat(sensor.rangeMaxMetres()).isEqualTo(1000);
    assertThat(sensor.link().port()).isEqualTo(7502);
    assertThat(sensor.ancillaryPort()).isEqualTo(7503);
  }

  @Test
  void portsAreThoseThatTheSensorHasBeenToldToSendTo() throws Exception {
    Path metadata = folder.resolve("roof.json");
    String ports = "{\"udp_port_lidar\": 53750, \"udp_port_imu\": 40002, ";
    Files.writeString(metadata, Files.readString(metadata).replace("{", ports));
    SensorConfig told = parse("    metadata: roof.json\n").config().sensors().getFirst();
    assertThat(told.link().port()).isEqualTo(53750);
    assertThat(told.ancillaryPort()).isEqualTo(40002);
    SensorConfig own =
        parse("    metadata: roof.json\n    link: {port: 7777}\n    imu-port: 0\n")
            .config()
            .sensors()
            .getFirst();
    assertThat(own.link().port()).isEqualTo(7777);
    assertThat(own.ancillaryPort()).isZero();
  }

  @Test
  void metadataLeftOutIsRefusedWithTheCure() throws ConfigException {
    assertThat(parse("    name: roof\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 2: sensors[0].metadata: found nothing; expected the metadata file")
        .contains("curl http://SENSOR/api/v1/sensor/metadata");
  }

  @Test
  void metadataThatIsNotThereOrNoneIsRefusedWithItsLine() throws Exception {
    assertThat(parse("    metadata: other.json\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 3: sensors[0].metadata")
        .contains(folder.resolve("other.json") + ": found no such file");
    Files.writeString(folder.resolve("half.json"), "{\"lidar_mode\": \"1024x10\",");
    assertThat(parse("    metadata: half.json\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 3: sensors[0].metadata")
        .contains("found damaged JSON");
  }

  @Test
  void keysOfAnotherMakerAreRefused() throws ConfigException {
    ConfigFile file =
        parse("    metadata: roof.json\n    model: VLP-16\n    calibration: a.yaml\n");
    assertThat(file.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("sensors[0].model", "sensors[0].calibration");
    ConfigFile velodyne =
        ConfigFile.parse("test.yaml", "sensors:\n  - metadata: roof.json\n", folder);
    assertThat(velodyne.problems())
        .singleElement()
        .hasToString(
            "line 2: sensors[0].metadata: found a key of another maker; expected keys of type"
                + " velodyne. Remove it, or set the type.");
  }

  @Test
  void rangesTheWrongWayRoundAreRefused() throws ConfigException {
    assertThat(parse("    metadata: roof.json\n    range-min: 9\n    range-max: 3\n").problems())
        .singleElement()
        .asString()
        .startsWith("line 5: sensors[0].range-max: found 3.0 m; expected more than range-min");
  }

  @Test
  void twoSensorsOnOnePortAreRefused() throws ConfigException {
    ConfigFile file =
        parse(
            """
                metadata: roof.json
              - name: second
                type: ouster
                metadata: roof.json
            """);
    assertThat(file.problems())
        .extracting(ConfigProblem::key)
        .containsExactly("sensors[1].link", "sensors[1].imu-port");
    assertThat(file.problems().getFirst().toString()).contains("found port 7502 twice");
  }
}
