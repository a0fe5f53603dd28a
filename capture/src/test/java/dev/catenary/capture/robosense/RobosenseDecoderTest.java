package dev.catenary.capture.robosense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets written byte by byte by the tables of the manuals, highest byte first. */
class RobosenseDecoderTest {
  private final PointBatch batch = new PointBatch(384);
  private final RobosenseDecoder rs32 = new RobosenseDecoder(RobosenseModel.RS32, 0.2, 200);

  private static ByteBuffer packet(String mark) {
    ByteBuffer packet = ByteBuffer.allocate(1248);
    packet.put(HexFormat.of().parseHex(mark));
    return packet;
  }

  /** Blocks turn by 0.20 degrees each; nothing came back but where a test says so. */
  private static ByteBuffer msop(String mark, int blocksOfAFiring) {
    ByteBuffer packet = packet(mark);
    for (int block = 0; block < 12; block++) {
      packet.putShort(42 + 100 * block, (short) 0xFFEE);
      packet.putShort(44 + 100 * block, (short) (9_000 + 20 * (block / blocksOfAFiring)));
    }
    return packet;
  }

  private static ByteBuffer rs32() {
    ByteBuffer packet = msop("55AA050A5AA550A0", 1);
    // 2026-09-09 23:59:42, 345 ms, 678 us
    packet.put(20, HexFormat.of().parseHex("1A0909173B2A" + "0159" + "02A6"));
    return packet;
  }

  /** 600 turns a minute; laser i looks i - 16 degrees up and 0.25 degrees aside. */
  private static ByteBuffer difop(int unitsPerDegree, int returnMode) {
    ByteBuffer packet = packet("A5FF005A11115555").putShort(8, (short) 600);
    packet.putShort(34, (short) 36_000).put(300, (byte) returnMode).put(357, (byte) 0x7);
    packet.put(382, "$GPRMC,235942,A".getBytes(StandardCharsets.US_ASCII));
    for (int laser = 0; laser < 32; laser++) {
      int degrees = laser - 16;
      packet.put(468 + 3 * laser, (byte) (degrees < 0 ? 1 : 0));
      packet.putShort(469 + 3 * laser, (short) (Math.abs(degrees) * unitsPerDegree));
      packet.putShort(565 + 3 * laser, (short) (unitsPerDegree / 4));
    }
    return packet;
  }

  private DecodeStatus decode(RobosenseDecoder decoder, ByteBuffer packet) {
    batch.clear();
    return decoder.decode(packet, 0, packet.capacity(), batch);
  }

  @Test
  void pointsWaitForTheCalibrationAndItIsSaid() {
    assertThat(decode(rs32, rs32())).isEqualTo(DecodeStatus.NO_CALIBRATION);
    assertThat(rs32.describe()).contains("waits for its calibration");
    assertThat(decode(rs32, difop(1_000, 1))).isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(rs32.timePacket().isTimeLocked()).isTrue();
    assertThat(rs32.timePacket().sentenceOffset()).isEqualTo(382);
    assertThat(rs32.timePacket().sentenceLength()).isEqualTo("$GPRMC,235942,A".length());
    assertThat(decode(rs32, rs32())).isEqualTo(DecodeStatus.OK);
    assertThat(rs32.describe()).isEqualTo("RoboSense RS32, single return");
  }

  @Test
  void sensorThatIsNotCalibratedGivesNoPoints() {
    ByteBuffer none = difop(1_000, 1);
    none.put(468, (byte) 0xFF);
    decode(rs32, none);
    assertThat(decode(rs32, rs32())).isEqualTo(DecodeStatus.NO_CALIBRATION);
  }

  /** Block 1, laser 17: 4,000 units of 5 mm at 1 degree up, 4.32 us after the block's start. */
  @Test
  void pointLiesWhereTheManualsFormulaSays() {
    decode(rs32, difop(1_000, 1));
    ByteBuffer packet = rs32();
    int at = 42 + 100 + 4 + 3 * 17;
    packet.putShort(at, (short) 4_000).put(at + 2, (byte) 99);
    assertThat(decode(rs32, packet)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(1);
    double lens = Math.toRadians(90.20 + 0.20 * 4.32 / 55.52);
    double beam = lens + Math.toRadians(0.25);
    double flat = 20 * Math.cos(Math.toRadians(1));
    assertThat((double) batch.xSensorMetres[0])
        .isCloseTo(flat * Math.cos(beam) + 0.03997 * Math.cos(lens), within(1e-5));
    assertThat((double) batch.ySensorMetres[0])
        .isCloseTo(-flat * Math.sin(beam) - 0.03997 * Math.sin(lens), within(1e-5));
    assertThat((double) batch.zSensorMetres[0])
        .isCloseTo(20 * Math.sin(Math.toRadians(1)), within(1e-5));
    assertThat((int) batch.intensity[0]).isEqualTo(99);
    assertThat(batch.ring[0]).isEqualTo((byte) 17);
    long hour = (59 * 60 + 42) * 1_000_000_000L + 345_678_000L;
    assertThat(batch.sensorTimeNanos[0]).isBetween(hour + 59_839, hour + 59_841);
  }

  @Test
  void returnsOfTwoBlocksAreOnePulseInDualMode() {
    decode(rs32, difop(1_000, 0));
    ByteBuffer packet = msop("55AA050A5AA550A0", 2);
    int at = 42 + 4 + 3 * 20;
    packet.putShort(at, (short) 6_000).putShort(at + 100, (short) 2_000);
    packet.putShort(at + 3, (short) 6_000).putShort(at + 103, (short) 6_000);
    assertThat(decode(rs32, packet)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(3);
    assertThat(batch.lasReturns[0]).isEqualTo(PointBatch.lasReturns(2, 2));
    assertThat(batch.lasReturns[1]).isEqualTo(PointBatch.lasReturns(1, 2));
    assertThat(batch.returnKind[2]).isEqualTo(PointBatch.RETURN_BOTH);
  }

  /** Laser 3 of the second firing of a block, at -14.5 degrees: 55.5 us and three times 2.8. */
  @Test
  void blockOfAnRs16HasTwoFirings() {
    RobosenseDecoder rs16 = new RobosenseDecoder(RobosenseModel.RS16, 0.2, 200);
    ByteBuffer difop = difop(1_000, 1);
    for (int laser = 0; laser < 16; laser++) {
      difop.put(1165 + 3 * laser, (byte) 0x02).putShort(1166 + 3 * laser, (short) (laser << 8));
    }
    difop.put(1174, HexFormat.of().parseHex("023668"));
    decode(rs16, difop);
    ByteBuffer packet = msop("55AA050A5AA550A0", 1);
    int at = 42 + 4 + 3 * (16 + 3);
    packet.putShort(at, (short) 2_000);
    assertThat(decode(rs16, packet)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(1);
    assertThat((double) batch.zSensorMetres[0])
        .isCloseTo(-10 * Math.sin(Math.toRadians(14.5)), within(1e-5));
    assertThat(batch.sensorTimeNanos[0]).isBetween(63_899L, 63_901L);
  }

  @Test
  void heliosHasItsOwnMarkUnitAndTime() {
    RobosenseDecoder helios = new RobosenseDecoder(RobosenseModel.HELIOS, 0.2, 200);
    decode(helios, difop(100, 4));
    ByteBuffer packet = msop("55AA055A", 1);
    // 7,205 s and 250 us since the epoch: 5 s past an hour
    packet.put(20, HexFormat.of().parseHex("000000001C25" + "000000FA"));
    int at = 42 + 4 + 3 * 16;
    packet.putShort(at, (short) 4_000);
    assertThat(decode(helios, packet)).isEqualTo(DecodeStatus.OK);
    assertThat((double) batch.ySensorMetres[0]).isCloseTo(-10.035, within(1e-3));
    assertThat(batch.sensorTimeNanos[0]).isBetween(5_000_277_679L, 5_000_277_681L);
    assertThat(decode(helios, rs32())).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(rs32, packet)).isEqualTo(DecodeStatus.WRONG_MODEL);
  }

  /** Table of the manual: firing times of some lasers of each model, in us. */
  @Test
  void firingTimesAreThoseOfTheTables() {
    assertThat(RobosenseModel.RS16.laserMicros(15)).isCloseTo(42.00, within(1e-9));
    assertThat(RobosenseModel.RS32.laserMicros(14)).isCloseTo(40.32, within(1e-9));
    assertThat(RobosenseModel.RS32.laserMicros(15)).isCloseTo(44.64, within(1e-9));
    assertThat(RobosenseModel.RS32.laserMicros(16)).isCloseTo(1.44, within(1e-9));
    assertThat(RobosenseModel.RS32.laserMicros(31)).isCloseTo(46.08, within(1e-9));
    assertThat(RobosenseModel.HELIOS.laserMicros(31)).isCloseTo(53.63, within(1e-9));
    assertThat(RobosenseModel.BPEARL.laserMicros(7)).isCloseTo(17.92, within(1e-9));
    assertThat(RobosenseModel.BPEARL.laserMicros(8)).isCloseTo(25.68, within(1e-9));
    assertThat(RobosenseModel.BPEARL.laserMicros(31)).isCloseTo(44.88, within(1e-9));
    assertThat(RobosenseModel.BPEARL_4.laserMicros(31)).isCloseTo(51.71, within(0.005));
  }

  @Test
  void anyBytesGiveAStatusAndNothingIsAllocated() {
    decode(rs32, difop(1_000, 0));
    Random random = new Random(32);
    for (int i = 0; i < 5_000; i++) {
      ByteBuffer noise = i % 3 == 0 ? difop(1_000, 0) : rs32();
      for (int j = 0; j < 300; j++) {
        noise.put(8 + random.nextInt(1_240), (byte) random.nextInt(256));
      }
      for (int block = 0; block < 12 && i % 3 != 0; block++) {
        noise.putShort(42 + 100 * block, (short) 0xFFEE);
        noise.putShort(44 + 100 * block, (short) random.nextInt(36_000));
      }
      decode(rs32, noise);
      decode(rs32, ByteBuffer.allocate(random.nextInt(1_300)));
    }
    ByteBuffer packet = rs32();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        decode(rs32, packet);
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(allocated).isLessThan(1_000);
  }
}
