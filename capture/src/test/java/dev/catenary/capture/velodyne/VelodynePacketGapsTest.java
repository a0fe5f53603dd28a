package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.point.PointBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packet times: VLP-16 12 blocks of 110.592 us, VLP-32C 12 of 55.296, VLS-128 3 of 55.3. */
class VelodynePacketGapsTest {
  private static final int VLP_16_PACKET_MICROS = 1_327;
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
  private final PointBatch batch = new PointBatch(384);

  @ParameterizedTest(name = "product {0}, mode {1}")
  @CsvSource({
    "34, 55, 1327.1",
    "34, 57, 663.6",
    "40, 55, 663.6",
    "40, 57, 331.8",
    "161, 55, 165.83",
    "161, 57, 55.28"
  })
  void aGapInTheTimesIsAsManyPacketsAsFitInIt(int product, int mode, double packetMicros) {
    for (int i = 0; i < 1_000; i++) {
      if (i != 100 && (i < 500 || i >= 507)) {
        packet(product, mode, Math.round(i * packetMicros));
      }
    }
    assertThat(decoder.packetsMissing()).isEqualTo(8);
  }

  @Test
  void theTurnOfTheHourIsNoGapAndHidesNone() {
    vlp16(HOUR_MICROS - 2 * VLP_16_PACKET_MICROS);
    vlp16(HOUR_MICROS - VLP_16_PACKET_MICROS);
    vlp16(0);
    assertThat(decoder.packetsMissing()).isZero();
    vlp16(HOUR_MICROS - VLP_16_PACKET_MICROS);
    vlp16(2 * VLP_16_PACKET_MICROS);
    assertThat(decoder.packetsMissing()).isEqualTo(2);
  }

  @Test
  void aStepOfTheClockAndALongSilenceAreNoLoss() {
    vlp16(10_000_000);
    vlp16(5_000_000); // told the time
    vlp16(5_000_000); // twice in one microsecond
    vlp16(8_000_000); // stopped for three seconds
    assertThat(decoder.packetsMissing()).isZero();
  }

  private void vlp16(long micros) {
    packet(VelodynePackets.VLP_16, VelodynePackets.STRONGEST, micros);
  }

  private void packet(int product, int mode, long micros) {
    batch.clear();
    decoder.decode(VelodynePackets.packet(product, mode, micros, 0, 20).bytes, 0, 1206, batch);
  }
}
