package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodynePackets.STRONGEST;
import static dev.catenary.capture.velodyne.VelodynePackets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.point.PointBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Points worked out by hand with the manual's formulas (VLP-16 User Manual, section 9.5: x = R cos
 * w sin a, y = R cos w cos a, z = R sin w + vertical offset), its x being our -y and its y our x;
 * angles from the manuals' laser tables, times from their timing tables.
 */
class VelodyneGeometryTest {
  private final VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
  private final PointBatch batch = new PointBatch(1_000);

  @ParameterizedTest(name = "product {0}: block {1}, measurement {2}")
  @CsvSource({
    // product, block, measurement, raw distance, step | degrees of azimuth, elevation, offset, ring
    // HDL-32E: laser 0 is the lowest, laser 1 at -9.33; a step of 0.16 degrees in 46.08 us
    "33, 0,  0, 10000, 16, 90.00, -30.67,  0.0171, 0",
    "33, 0,  1, 10000, 16, 90.00,  -9.33,  0.0047, 16",
    "33, 3, 31, 10000, 16, 90.60,  10.67, -0.0054, 31",
    "33, 0, 15, 10000, 16, 90.06,   0.00,  0.0000, 23",
    // Puck Hi-Res: 0.4 degrees in 110.592 us; the second sixteen of a block are 55.296 us later
    "36, 0,  0,  5000, 40, 90.00, -10.00,  0.0074, 0",
    "36, 0, 15,  5000, 40, 90.12,  10.00, -0.0074, 15",
    "36, 2, 17,  5000, 40, 91.01,   0.667, -0.0005, 8",
    // VLP-16
    "34, 0, 14,  5000, 40, 90.12,  -1.00,  0.0007, 7",
    "34, 5, 16,  5000, 40, 92.20, -15.00,  0.0112, 0",
  })
  void aPointLiesWhereTheManualsFormulaPutsIt(
      int product,
      int block,
      int measurement,
      int distance,
      int step,
      double azimuthDegrees,
      double elevationDegrees,
      double offsetMetres,
      int ring) {
    VelodynePackets packet =
        packet(product, STRONGEST, 0, 9_000, step).measurement(block, measurement, distance, 200);
    decoder.decode(packet.bytes, 0, 1206, batch);

    double range = distance * 0.002;
    double a = Math.toRadians(azimuthDegrees);
    double w = Math.toRadians(elevationDegrees);
    assertThat(batch.size).isOne();
    // The azimuth is rounded to 0.01 degrees: 20 m times half of that
    double tolerance = 0.0018;
    assertThat((double) batch.xSensorMetres[0])
        .isCloseTo(range * Math.cos(w) * Math.cos(a), within(tolerance));
    assertThat((double) batch.ySensorMetres[0])
        .isCloseTo(-range * Math.cos(w) * Math.sin(a), within(tolerance));
    assertThat((double) batch.zSensorMetres[0])
        .isCloseTo(range * Math.sin(w) + offsetMetres, within(0.0005));
    assertThat((int) batch.ring[0]).isEqualTo(ring);
    assertThat((int) batch.intensity[0]).isEqualTo(200);
  }

  /** VLP-16 User Manual, figure 9-8; HDL-32E 1.152 and 46.08 us; VLP-32C two lasers at once. */
  @ParameterizedTest(name = "product {0}, mode {1}: block {2}, measurement {3} at {4} ns")
  @CsvSource({
    "34, 55,  0,  1,    2304",
    "34, 55,  0, 16,   55296",
    "34, 55, 11, 31, 1306368",
    "34, 57,  0,  1,    2304",
    "34, 57,  3, 16,  165888",
    "34, 57, 11, 31,  642816",
    "36, 55, 11, 31, 1306368",
    "33, 55,  0, 31,   35712",
    "33, 55, 11,  1,  508032",
    "33, 57, 11,  1,  231552",
    "40, 55,  0,  1,       0",
    "40, 55,  0, 31,   34560",
    "40, 55, 11, 30,  642816",
  })
  void aPointHasTheTimeOfTheManualsTable(
      int product, int mode, int block, int measurement, long nanos) {
    VelodynePackets packet =
        packet(product, mode, 3_599_999_999L, 0, product == 33 || product == 40 ? 16 : 40)
            .measurement(block, measurement, 5_000, 1);
    decoder.decode(packet.bytes, 0, 1206, batch);
    assertThat(batch.size).isOne();
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(3_599_999_999_000L + nanos);
  }

  /** Eight lasers at once, the fourth group near the timestamp, and three sequences a packet. */
  @Test
  void theFirstGroupsOfAVls128AreBeforeItsTimestamp() {
    VelodynePackets packet =
        packet(VelodynePackets.VLS_128, STRONGEST, 0, 0, 20)
            .measurement(0, 7, 5_000, 1)
            .measurement(0, 24, 5_000, 1)
            .measurement(4, 0, 5_000, 1);
    decoder.decode(packet.bytes, 0, 1206, batch);
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(-7_000);
    assertThat(batch.sensorTimeNanos[1]).isBetween(0L, 1_700L);
    assertThat(batch.sensorTimeNanos[2] - batch.sensorTimeNanos[0]).isEqualTo(55_277);
  }

  @Test
  void theBlocksOfADualVls128AreFourBanksOfPairs() {
    VelodynePackets packet =
        packet(VelodynePackets.VLS_128, VelodynePackets.DUAL, 0, 0, 20)
            .measurement(6, 31, 5_000, 1)
            .measurement(7, 31, 6_000, 2)
            .measurement(8, 0, 6_000, 3); // beyond the eight blocks in use
    decoder.decode(packet.bytes, 0, 1206, batch);
    assertThat(batch.size).isEqualTo(2);
    // Laser 127 at 0.43 degrees
    assertThat((double) batch.zSensorMetres[0])
        .isCloseTo(20 * Math.sin(Math.toRadians(0.43)) - 0.0004, within(0.0005));
  }
}
