package dev.catenary.capture.velodyne;

import static dev.catenary.capture.velodyne.VelodynePackets.DUAL;
import static dev.catenary.capture.velodyne.VelodynePackets.LAST;
import static dev.catenary.capture.velodyne.VelodynePackets.STRONGEST;
import static dev.catenary.capture.velodyne.VelodynePackets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VelodyneDecoderTest {
  private final VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
  private final PointBatch batch = new PointBatch(1_000);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 513, 1205, 1207, 1248})
  void anotherLengthIsBadLength(int length) {
    assertThat(decoder.decode(ByteBuffer.allocate(length), 0, length, batch))
        .isEqualTo(DecodeStatus.BAD_LENGTH);
    assertThat(batch.size).isZero();
  }

  @Test
  void aWrongFlagInAnyBlockIsBadMagicAndGivesNoPoint() {
    for (int block = 0; block < 12; block++) {
      VelodynePackets bad = vlp16(0, 0).everyMeasurement(1_000, 1);
      bad.bytes.put(block * 100, (byte) 0xFE);
      assertThat(decode(bad)).isEqualTo(DecodeStatus.BAD_MAGIC);
    }
    assertThat(batch.size).isZero();
  }

  @Test
  void anAzimuthBeyondTheCircleIsBadMagic() {
    assertThat(decode(vlp16(0, 0).azimuth(7, 36_000))).isEqualTo(DecodeStatus.BAD_MAGIC);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0x36, 0x3A, 0x3B, 0xFF})
  void anUnknownReturnModeIsBadMagic(int mode) {
    VelodynePackets unknown = vlp16(0, 0);
    unknown.bytes.put(1204, (byte) mode);
    assertThat(decode(unknown)).isEqualTo(DecodeStatus.BAD_MAGIC);
  }

  @Test
  void anUnknownProductIsWrongModel() {
    VelodynePackets unknown = vlp16(0, 0);
    unknown.bytes.put(1205, (byte) 0x31);
    assertThat(decode(unknown)).isEqualTo(DecodeStatus.WRONG_MODEL);
  }

  @Test
  void anotherModelThanTheConfiguredOneIsWrongModelAndGivesNoPoint() {
    VelodyneDecoder configured = new VelodyneDecoder(config(VelodyneModel.VLP_32C, null));
    ByteBuffer bytes = vlp16(0, 0).everyMeasurement(1_000, 1).bytes;
    assertThat(configured.decode(bytes, 0, 1206, batch)).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(batch.size).isZero();
  }

  @Test
  void packetsOfASecondSensorAreWrongModel() {
    assertThat(decode(vlp16(0, 0))).isEqualTo(DecodeStatus.OK);
    assertThat(decode(packet(VelodynePackets.VLP_32C, STRONGEST, 1_000, 0, 20)))
        .isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(packet(VelodynePackets.HDL_32E, STRONGEST, 2_000, 0, 20)))
        .isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(vlp16(1_327, 480))).isEqualTo(DecodeStatus.OK);
    assertThat(decoder.describe()).isEqualTo("Velodyne VLP-16, strongest return");
  }

  @Test
  void aDamagedPacketDoesNotSettleTheModel() {
    VelodynePackets damaged = packet(VelodynePackets.VLP_32C, STRONGEST, 0, 0, 20);
    damaged.bytes.put(300, (byte) 0);
    assertThat(decode(damaged)).isEqualTo(DecodeStatus.BAD_MAGIC);
    assertThat(decode(vlp16(0, 0))).isEqualTo(DecodeStatus.OK);
  }

  @Test
  void aCalibrationOfAnotherNumberOfLasersIsRefusedWhereTheModelIsKnown() {
    VelodyneCalibration sixteen = DesignAngles.of(VelodyneModel.VLP_16);
    assertThatThrownBy(() -> config(VelodyneModel.VLS_128, sixteen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found a calibration of 16 lasers for a VLS-128")
        .hasMessageContaining("expected 128");
    VelodyneDecoder automatic = new VelodyneDecoder(config(null, sixteen));
    ByteBuffer bytes = packet(VelodynePackets.VLP_32C, STRONGEST, 0, 0, 20).bytes;
    assertThat(automatic.decode(bytes, 0, 1206, batch)).isEqualTo(DecodeStatus.WRONG_MODEL);
  }

  @Test
  void theBufferMayBeDirectBigEndianAndLonger() {
    VelodynePackets one = vlp16(0, 0).measurement(3, 5, 5_000, 77);
    ByteBuffer direct = ByteBuffer.allocateDirect(2_000).order(ByteOrder.BIG_ENDIAN);
    direct.put(400, one.bytes, 0, 1206).position(17);
    assertThat(decoder.decode(direct, 400, 1206, batch)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isOne();
    assertThat(direct.position()).isEqualTo(17);
  }

  @Test
  void aPositionPacketIsAncillaryAndGivesNoPoint() {
    assertThat(decoder.decode(ByteBuffer.allocate(512), 0, 512, batch))
        .isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(batch.size).isZero();
  }

  @Test
  void pointsAreAppendedBehindThoseThatAreThere() {
    decode(vlp16(0, 0).everyMeasurement(1_000, 1));
    decode(vlp16(1_327, 480).everyMeasurement(1_000, 2));
    assertThat(batch.size).isEqualTo(768);
    assertThat((int) batch.intensity[383]).isEqualTo(1);
    assertThat((int) batch.intensity[384]).isEqualTo(2);
  }

  @Test
  void theRangeLimitsAreBothIncluded() {
    VelodynePackets limits =
        packet(VelodynePackets.VLP_32C, STRONGEST, 0, 0, 20)
            .measurement(0, 0, 24, 1)
            .measurement(0, 1, 25, 2)
            .measurement(0, 2, 62_500, 3)
            .measurement(0, 3, 62_501, 4);
    decode(limits);
    assertThat(batch.size).isEqualTo(2);
    assertThat((int) batch.intensity[0]).isEqualTo(2);
    assertThat((int) batch.intensity[1]).isEqualTo(3);
  }

  @Test
  void aFullTurnIsPassedWithinABlock() {
    VelodynePackets turn = vlp16(0, 35_990).measurement(0, 16, 10_000, 1);
    decode(turn);
    // Laser 0, 15 degrees down, 55.296 microseconds and so half a step of 40 later: at 0.10 degrees
    assertThat(Math.toDegrees(Math.atan2(-batch.ySensorMetres[0], batch.xSensorMetres[0])))
        .isBetween(0.0999, 0.1001);
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(55_296);
  }

  @Test
  void aSpeedThatNoHeadHasIsNotBelieved() {
    decode(vlp16(0, 0).measurement(0, 16, 10_000, 1));
    decode(
        packet(VelodynePackets.VLP_16, STRONGEST, 1_327, 0, 3_000).measurement(0, 16, 10_000, 1));
    assertThat(batch.ySensorMetres[1]).isEqualTo(batch.ySensorMetres[0]);
  }

  @Test
  void theSpeedOfLateIsTheSameInAnotherReturnMode() {
    decode(vlp16(0, 0).measurement(0, 16, 10_000, 1));
    VelodynePackets uneven = packet(VelodynePackets.VLP_16, DUAL, 1_327, 0, 40);
    decode(uneven.azimuth(8, 20_000).azimuth(9, 20_000).measurement(0, 16, 10_000, 1));
    assertThat(batch.ySensorMetres[1]).isEqualTo(batch.ySensorMetres[0]);
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new VelodyneConfig(null, null, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found ranges from 5.0 to 5.0 m; expected 0 or more");
  }

  @Test
  void lastReturnsOfSingleModeAreOfTheSecondKind() {
    decode(packet(VelodynePackets.VLP_16, LAST, 0, 0, 40).measurement(0, 0, 1_000, 1));
    assertThat(batch.returnKind[0]).isEqualTo(PointBatch.RETURN_SECOND);
    assertThat(batch.lasReturns[0]).isEqualTo(PointBatch.lasReturns(1, 1));
  }

  @Test
  void dualReturnsNameTheirKindAndTheNearerIsTheFirstOfItsPulse() {
    VelodynePackets pairs =
        packet(VelodynePackets.VLP_16, DUAL, 0, 0, 40)
            .measurement(2, 0, 4_000, 10) // last, farther
            .measurement(3, 0, 2_000, 20) // strongest, nearer
            .measurement(2, 1, 2_000, 30) // last, yet the nearer: strongest is the second strongest
            .measurement(3, 1, 4_000, 40)
            .measurement(2, 2, 3_000, 50)
            .measurement(3, 2, 3_000, 50) // one echo
            .measurement(2, 3, 1_000, 60); // last only
    decode(pairs);
    assertThat(batch.size).isEqualTo(6);
    assertPoint(0, 10, PointBatch.RETURN_SECOND, 2, 2);
    assertPoint(1, 20, PointBatch.RETURN_STRONGEST, 1, 2);
    assertPoint(2, 30, PointBatch.RETURN_SECOND, 1, 2);
    assertPoint(3, 40, PointBatch.RETURN_STRONGEST, 2, 2);
    assertPoint(4, 50, PointBatch.RETURN_BOTH, 1, 1);
    assertPoint(5, 60, PointBatch.RETURN_SECOND, 1, 1);
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(110_592).isEqualTo(batch.sensorTimeNanos[1]);
  }

  private static VelodynePackets vlp16(long micros, int azimuth) {
    return packet(VelodynePackets.VLP_16, STRONGEST, micros, azimuth, 40);
  }

  private static VelodyneConfig config(VelodyneModel model, VelodyneCalibration calibration) {
    return new VelodyneConfig(model, calibration, 0.1, 250);
  }

  private DecodeStatus decode(VelodynePackets packet) {
    return decoder.decode(packet.bytes, 0, 1206, batch);
  }

  private void assertPoint(int point, int intensity, byte kind, int number, int count) {
    assertThat((int) batch.intensity[point]).isEqualTo(intensity);
    assertThat(batch.returnKind[point]).isEqualTo(kind);
    assertThat(batch.lasReturns[point]).isEqualTo(PointBatch.lasReturns(number, count));
  }
}
