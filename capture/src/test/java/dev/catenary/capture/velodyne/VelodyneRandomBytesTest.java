package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class VelodyneRandomBytesTest {
  private static final int MODES = 3;
  private static final int MARGIN = 64;

  @Property(tries = 2_000)
  void anyBytesOfAnyLengthGiveAStatusAndPointsOnlyWhenItIsOk(
      @ForAll long seed, @ForAll @IntRange(max = 1_500) int length) {
    byte[] bytes = new byte[length + MARGIN];
    new Random(seed).nextBytes(bytes);
    decode(new VelodyneDecoder(VelodyneConfig.automatic()), bytes, length);
  }

  @Property(tries = 2_000)
  void goodPacketsOfAllModelsInAnyOrderWithAnyContentAndAnyDamageDoTheSame(
      @ForAll long seed,
      @ForAll("products") int product,
      @ForAll("products") int other,
      @ForAll @IntRange(max = 4) int flips) {
    Random random = new Random(seed);
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    for (int i = 0; i < 6; i++) {
      int mode = 0x37 + random.nextInt(MODES);
      byte[] bytes = new byte[1206 + MARGIN];
      random.nextBytes(bytes);
      VelodynePackets good =
          VelodynePackets.packet(
              i % 3 == 2 ? other : product,
              mode,
              random.nextInt(),
              random.nextInt(36_000),
              random.nextInt(36_000));
      for (int block = 0; block < 12; block++) {
        good.bytes.get(block * 100, bytes, block * 100, 4);
      }
      good.bytes.get(1200, bytes, 1200, 6);
      for (int flip = 0; flip < flips; flip++) {
        bytes[random.nextInt(1206)] ^= (byte) (1 << random.nextInt(8));
      }
      DecodeStatus status = decode(decoder, bytes, 1206);
      if (flips == 0 && i == 0 && product != VelodynePackets.HDL_32E) {
        assertThat(status).isEqualTo(DecodeStatus.OK);
      }
    }
  }

  @Property(tries = 200)
  void aPositionPacketsNmeaStaysInsideThePacket(@ForAll long seed) {
    byte[] bytes = new byte[512 + MARGIN];
    new Random(seed).nextBytes(bytes);
    byte[] start = {'$', 'G', 'P', 'R', 'M', 'C'};
    System.arraycopy(start, 0, bytes, 7 + 206, (int) (seed & 7) % (start.length + 1));
    VelodynePositionPacket packet = new VelodynePositionPacket();
    assertThat(packet.wrap(ByteBuffer.wrap(bytes).limit(7 + 512), 7, 512))
        .isEqualTo(DecodeStatus.ANCILLARY);
    assertThat(packet.sentenceOffset()).isBetween(7, 7 + 512);
    assertThat(packet.sentenceOffset() + packet.sentenceLength()).isLessThanOrEqualTo(7 + 512);
    assertThat(packet.ppsStatus()).isNotNull();
    packet.hasTime();
    assertThat(packet.timestampMicros()).isBetween(0L, 0xFFFF_FFFFL);
  }

  @Provide
  Arbitrary<Integer> products() {
    return Arbitraries.of(
        VelodynePackets.HDL_32E,
        VelodynePackets.VLP_16,
        VelodynePackets.PUCK_HI_RES,
        VelodynePackets.VLP_32C,
        VelodynePackets.VLS_128);
  }

  /** The bytes beyond the length are not the decoder's: the buffer's limit is before them. */
  private static DecodeStatus decode(VelodyneDecoder decoder, byte[] bytes, int length) {
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    ByteBuffer buffer = ByteBuffer.wrap(bytes).limit(length);
    DecodeStatus status = decoder.decode(buffer, 0, length, batch);
    assertThat(status).isNotNull();
    assertThat(decoder.describe()).isNotEmpty();
    assertThat(decoder.packetsMissing()).isNotNegative();
    if (status != DecodeStatus.OK) {
      assertThat(batch.size).isZero();
    }
    for (int i = 0; i < batch.size; i++) {
      double x = batch.xSensorMetres[i];
      double y = batch.ySensorMetres[i];
      double z = batch.zSensorMetres[i];
      assertThat(Math.sqrt(x * x + y * y + z * z)).isBetween(0.05, 250.1);
    }
    return status;
  }
}
