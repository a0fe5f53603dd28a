package dev.catenary.capture.livox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets written byte by byte from the maker's protocol documents. */
class LivoxDecoderTest {
  /** SDK 2, Cartesian in millimetres, two points. */
  private static final String TWO_POINTS =
      // version 0; length 64; interval 100 x 0.1 us; 2 points; packet 7 of frame 3
      "00"
          + "4000"
          + "6400"
          + "0200"
          + "0700"
          + "03"
          // type 1; time type 1 (PTP); reserved
          + "01"
          + "01"
          + "000000000000000000000000"
          // CRC-32, which is not checked; time 0x17A0000000000000 ns
          + "00000000"
          + "000000000000A017"
          // 1000, -2000, 500 mm; reflectivity 77; tag 0
          + "E8030000"
          + "30F8FFFF"
          + "F4010000"
          + "4D"
          + "00"
          // no return: 0, 0, 0
          + "00000000"
          + "00000000"
          + "00000000"
          + "00"
          + "00";

  private final PointBatch batch = new PointBatch(200);

  private static ByteBuffer packet(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private DecodeStatus decode(LivoxModel model, ByteBuffer packet) {
    batch.clear();
    return new LivoxDecoder(model, 0.1, 450).decode(packet, 0, packet.capacity(), batch);
  }

  private static ByteBuffer sdk1(int type, int timeType, int length) {
    ByteBuffer packet = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return packet.put(0, (byte) 5).put(8, (byte) timeType).put(9, (byte) type);
  }

  @Test
  void cartesianPointsOfSdk2AreInTheSensorsFrameAndThoseWithoutAReturnAreLeftOut() {
    assertThat(decode(LivoxModel.MID_360, packet(TWO_POINTS))).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(1);
    assertThat(batch.xSensorMetres[0]).isEqualTo(1f);
    assertThat(batch.ySensorMetres[0]).isEqualTo(-2f);
    assertThat(batch.zSensorMetres[0]).isEqualTo(0.5f);
    assertThat((int) batch.intensity[0]).isEqualTo(77);
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(0x17A0_0000_0000_0000L);
    assertThat(batch.lasReturns[0]).isEqualTo(PointBatch.lasReturns(1, 1));
  }

  @Test
  void timeOfAPointIsItsShareOfThePacketsInterval() {
    ByteBuffer packet = packet(TWO_POINTS);
    packet.order(ByteOrder.LITTLE_ENDIAN).putInt(50, 3_000);
    decode(LivoxModel.MID_360, packet);
    assertThat(batch.size).isEqualTo(2);
    assertThat(batch.sensorTimeNanos[1] - batch.sensorTimeNanos[0]).isEqualTo(5_000);
  }

  @Test
  void coarseAndSphericalPointsOfSdk2() {
    ByteBuffer coarse = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    coarse.putShort(1, (short) 44).putShort(5, (short) 1).put(10, (byte) 2);
    coarse.putShort(36, (short) -150).putShort(38, (short) 20).putShort(40, (short) 7);
    assertThat(decode(LivoxModel.HAP, coarse)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.xSensorMetres[0]).isCloseTo(-1.5f, within(1e-6f));
    assertThat(batch.zSensorMetres[0]).isCloseTo(0.07f, within(1e-6f));
    // 10 m at 60 degrees from the z axis, 90 from x towards y.
    ByteBuffer spherical = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
    spherical.putShort(1, (short) 46).putShort(5, (short) 1).put(10, (byte) 3);
    spherical.putInt(36, 10_000).putShort(40, (short) 6_000).putShort(42, (short) 9_000);
    decode(LivoxModel.HAP, spherical);
    assertThat(batch.xSensorMetres[0]).isCloseTo(0f, within(1e-5f));
    assertThat(batch.ySensorMetres[0]).isCloseTo(8.660254f, within(1e-5f));
    assertThat(batch.zSensorMetres[0]).isCloseTo(5f, within(1e-5f));
  }

  /** SDK 1, type 4: two returns of each of 48 pulses of an Avia; the second pulse is at 4.17 us. */
  @Test
  void twoReturnsOfAPulseAreNumberedByDistance() {
    ByteBuffer packet = sdk1(4, 0, 18 + 48 * 28).putLong(10, 1_000_000);
    int second = 18 + 28;
    packet.putInt(second, 20_000).put(second + 12, (byte) 90);
    packet.putInt(second + 14, 12_000).put(second + 26, (byte) 30);
    assertThat(decode(LivoxModel.AVIA, packet)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(2);
    assertThat(batch.xSensorMetres[0]).isEqualTo(20f);
    assertThat(batch.lasReturns[0]).isEqualTo(PointBatch.lasReturns(2, 2));
    assertThat(batch.lasReturns[1]).isEqualTo(PointBatch.lasReturns(1, 2));
    assertThat((int) batch.intensity[1]).isEqualTo(30);
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(1_004_166);
  }

  @Test
  void threeReturnsWithSharedAngles() {
    ByteBuffer packet = sdk1(8, 0, 18 + 30 * 22);
    packet.putShort(18, (short) 9_000).putShort(20, (short) 0);
    packet.putInt(22, 5_000).put(26, (byte) 1).putInt(28, 6_000).put(32, (byte) 2);
    packet.putInt(34, 7_000).put(38, (byte) 3);
    assertThat(decode(LivoxModel.AVIA, packet)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(3);
    assertThat(batch.xSensorMetres[2]).isCloseTo(7f, within(1e-5f));
    assertThat(batch.lasReturns[2]).isEqualTo(PointBatch.lasReturns(3, 3));
  }

  /** Time type 3: 2026-09-09, 23 h and 59 min 42.5 s UTC, of which TAI is 37 s ahead. */
  @Test
  void timeOfAGnssReceiverIsMadeTai() {
    ByteBuffer packet = sdk1(2, 3, 18 + 96 * 14).putInt(18, 5_000);
    packet.put(10, (byte) 26).put(11, (byte) 9).put(12, (byte) 9).put(13, (byte) 23);
    packet.putInt(14, (59 * 60 + 42) * 1_000_000 + 500_000);
    decode(LivoxModel.AVIA, packet);
    long unix = Instant.parse("2026-09-09T23:59:42.500Z").toEpochMilli() * 1_000_000;
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(unix + 37_000_000_000L);
  }

  @Test
  void gapInAFrameIsCounted() {
    LivoxDecoder decoder = new LivoxDecoder(LivoxModel.MID_360, 0.1, 450);
    ByteBuffer packet = packet(TWO_POINTS);
    decoder.decode(packet, 0, packet.capacity(), batch);
    packet.put(7, (byte) 10);
    decoder.decode(packet, 0, packet.capacity(), batch);
    packet.put(7, (byte) 0).put(9, (byte) 4);
    decoder.decode(packet, 0, packet.capacity(), batch);
    assertThat(decoder.packetsMissing()).isEqualTo(2);
  }

  @Test
  void imuPacketsAreNoPointsAndOtherSdksAreRefused() {
    assertThat(decode(LivoxModel.AVIA, sdk1(6, 0, 42))).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(decode(LivoxModel.MID_360, sdk1(2, 0, 1_362))).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(LivoxModel.MID_360, ByteBuffer.allocate(10)))
        .isEqualTo(DecodeStatus.BAD_LENGTH);
    assertThat(decode(LivoxModel.MID_360, packet(TWO_POINTS.replaceFirst("0040", "0041"))))
        .isEqualTo(DecodeStatus.BAD_MAGIC);
  }

  @Test
  void anyBytesGiveAStatusAndNothingIsAllocated() {
    Random random = new Random(360);
    LivoxDecoder mid = new LivoxDecoder(LivoxModel.MID_360, 0.1, 450);
    LivoxDecoder avia = new LivoxDecoder(LivoxModel.AVIA, 0.1, 450);
    int[] lengths = {0, 17, 18, 36, 42, 60, 678, 786, 804, 918, 978, 996, 1_278, 1_318, 1_380};
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[lengths[random.nextInt(lengths.length)]];
      random.nextBytes(noise);
      if (noise.length > 12) {
        noise[0] = (byte) (i % 2 == 0 ? 5 : 0);
        noise[i % 2 == 0 ? 9 : 10] = (byte) random.nextInt(18);
        noise[1] = (byte) noise.length;
        noise[2] = (byte) (noise.length >> 8);
        noise[5] = (byte) (random.nextInt(110));
        noise[6] = 0;
      }
      batch.clear();
      mid.decode(ByteBuffer.wrap(noise), 0, noise.length, batch);
      batch.clear();
      avia.decode(ByteBuffer.wrap(noise), 0, noise.length, batch);
    }
    ByteBuffer packet = packet(TWO_POINTS);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        batch.clear();
        mid.decode(packet, 0, packet.capacity(), batch);
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(allocated).isLessThan(1_000);
  }
}
