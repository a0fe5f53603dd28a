package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodynePackets.DUAL;
import static dev.catenary.capture.velodyne.VelodynePackets.HDL_32E;
import static dev.catenary.capture.velodyne.VelodynePackets.STRONGEST;
import static dev.catenary.capture.velodyne.VelodynePackets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Early VLP-16 and HDL-32E send the same product id; block times 110.592 and 46.08 us. */
class VelodyneModelFindingTest {
  private static final double VLP_16_BLOCK_MICROS = 110.592;
  private static final double HDL_32E_BLOCK_MICROS = 46.08;

  private final PointBatch batch = new PointBatch(384);

  @ParameterizedTest(name = "{0} at {1} Hz, mode {2}")
  @CsvSource({
    "VLP-16, 5, 55", "VLP-16, 7, 55", "VLP-16, 10, 55", "VLP-16, 20, 55", "VLP-16, 10, 57",
    "HDL-32E, 5, 55", "HDL-32E, 10, 55", "HDL-32E, 15, 55", "HDL-32E, 20, 55", "HDL-32E, 10, 57"
  })
  void theSharedProductIdIsToldApartByThePaceAlsoWhenPacketsAreLost(
      String name, double turnsPerSecond, int mode) {
    BitSet lost = new BitSet();
    lost.set(3);
    lost.set(10, 13);
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    double blockMicros = name.equals("VLP-16") ? VLP_16_BLOCK_MICROS : HDL_32E_BLOCK_MICROS;
    int azimuths = mode == DUAL ? 6 : 12;
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      double micros = i * azimuths * blockMicros;
      double centidegreesPerMicro = turnsPerSecond * 0.036;
      VelodynePackets packet =
          packet(
              HDL_32E,
              mode,
              Math.round(micros),
              (int) (micros * centidegreesPerMicro) % 36_000,
              blockMicros * centidegreesPerMicro);
      if (lost.get(i)) {
        continue;
      }
      DecodeStatus status = decoder.decode(packet.bytes, 0, 1206, batch);
      if (status == DecodeStatus.OK) {
        assertThat(decoder.describe()).as("packet %d", i).startsWith("Velodyne " + name + ",");
      } else {
        assertThat(status).isEqualTo(DecodeStatus.WRONG_MODEL);
        refused++;
      }
    }
    assertThat(refused).isLessThanOrEqualTo(1);
    assertThat(decoder.packetsMissing()).isEqualTo(4);
  }

  @Test
  void aModelIsNamedAsPeopleWriteIt() {
    assertThat(VelodyneModel.named("vlp 16")).isEqualTo(VelodyneModel.VLP_16);
    assertThat(VelodyneModel.named("Puck_Hi-Res")).isEqualTo(VelodyneModel.PUCK_HI_RES);
    assertThatThrownBy(() -> VelodyneModel.named("HDL-64E"))
        .hasMessageContaining("found Velodyne model \"HDL-64E\"; expected VLP-16")
        .hasMessageContaining("VLS-128");
  }

  @ParameterizedTest
  @CsvSource({"VLP_16, true", "HDL_32E, true", "PUCK_HI_RES, false", "VLP_32C, false"})
  void aConfiguredModelIsTakenAtItsWordForTheSharedProductIdOnly(
      VelodyneModel model, boolean taken) {
    VelodyneDecoder decoder = new VelodyneDecoder(new VelodyneConfig(model, null, 0.1, 250));
    VelodynePackets packet = packet(HDL_32E, STRONGEST, 0, 0, 25);
    assertThat(decoder.decode(packet.bytes, 0, 1206, batch))
        .isEqualTo(taken ? DecodeStatus.OK : DecodeStatus.WRONG_MODEL);
  }
}
