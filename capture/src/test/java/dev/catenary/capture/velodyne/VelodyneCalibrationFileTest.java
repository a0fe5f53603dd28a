package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VelodyneCalibrationFileTest {
  @TempDir Path folder;

  /** VLP-16 User Manual, section 9.5, with each correction where the maker's viewer applies it. */
  @Test
  void everyCorrectionMovesThePointAsItShould() throws IOException {
    StringBuilder yaml = new StringBuilder("lasers:\n");
    for (int id = 15; id > 0; id--) {
      yaml.append("- {laser_id: %d, vert_correction: %f}%n".formatted(id, -0.1 + id * 0.01));
    }
    yaml.append(
        "- {laser_id: 0, vert_correction: 0.3, rot_correction: 0.02, dist_correction: 0.25,"
            + " vert_offset_correction: 0.05, horiz_offset_correction: 0.03}\n");
    VelodyneConfig config =
        new VelodyneConfig(null, VelodyneCalibrationFile.read(file(yaml)), 0.1, 250);
    VelodyneDecoder decoder = new VelodyneDecoder(config);
    PointBatch batch = new PointBatch(384);
    VelodynePackets packet =
        VelodynePackets.packet(VelodynePackets.VLP_16, VelodynePackets.STRONGEST, 0, 3_000, 40)
            .measurement(0, 0, 5_000, 1);
    decoder.decode(packet.bytes, 0, 1206, batch);

    double range = 10.25;
    double azimuth = Math.toRadians(30) - 0.02;
    double flat = range * Math.cos(0.3);
    double right = flat * Math.sin(azimuth) - 0.03 * Math.cos(azimuth);
    double ahead = flat * Math.cos(azimuth) + 0.03 * Math.sin(azimuth);
    assertThat((double) batch.xSensorMetres[0]).isCloseTo(ahead, within(1e-4));
    assertThat((double) batch.ySensorMetres[0]).isCloseTo(-right, within(1e-4));
    assertThat((double) batch.zSensorMetres[0])
        .isCloseTo(range * Math.sin(0.3) + 0.05, within(1e-4));
    assertThat(batch.ring[0]).as("the highest laser").isEqualTo((byte) 15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other: 1                                         | no list "lasers"
          lasers: 5                                        | no list "lasers"
          lasers: []                                       | 0 lasers
          """)
  void whatIsNoCalibrationIsSaidWithItsCure(String yaml, String found) {
    assertThatThrownBy(() -> VelodyneCalibrationFile.read(file(yaml)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unit.yaml: found " + found)
        .hasMessageContaining("expected")
        .hasMessageContaining("give the calibration that came with this unit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {laser_id: 3}                                    | laser 3 with vert_correction null
          {laser_id: 3, vert_correction: high}             | laser 3 with vert_correction high
          {laser_id: 3, vert_correction: -15.0}            | laser 3 with vert_correction -15.0
          {laser_id: 3, vert_correction: .nan}             | laser 3 with vert_correction NaN
          {laser_id: 3, vert_correction: 0, rot_correction: } | laser 3 with rot_correction null
          {laser_id: 2, vert_correction: 0.1}              | {laser_id=2, vert_correction=0.1}
          {laser_id: 16, vert_correction: 0.1}             | {laser_id=16, vert_correction=0.1}
          {vert_correction: 0.1}                           | {vert_correction=0.1}
          """)
  void anEntryThatIsMissingOrWrongIsSaid(String entry, String found) {
    StringBuilder yaml = new StringBuilder("lasers:\n");
    for (int id = 0; id < 16; id++) {
      yaml.append(id == 3 ? "- " + entry + "\n" : "- {laser_id: " + id + ", vert_correction: 0}\n");
    }
    assertThatThrownBy(() -> VelodyneCalibrationFile.read(file(yaml)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found " + found + "; expected");
  }

  @Test
  void aListThatIsNotClosedIsNoYaml() {
    assertThatThrownBy(() -> VelodyneCalibrationFile.read(file("lasers: [\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unit.yaml: line 2: found '<stream end>'; expected")
        .hasMessageContaining("cure:");
  }

  @Test
  void aBinaryFileIsNoText() throws IOException {
    Path file = folder.resolve("unit.yaml");
    Files.write(file, new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1});
    assertThatThrownBy(() -> VelodyneCalibrationFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unit.yaml: line 1: found the byte 0xD4")
        .hasMessageContaining("expected UTF-8")
        .hasMessageContaining("cure: save the file as UTF-8");
  }

  private Path file(CharSequence yaml) throws IOException {
    return Files.writeString(folder.resolve("unit.yaml"), yaml);
  }
}
