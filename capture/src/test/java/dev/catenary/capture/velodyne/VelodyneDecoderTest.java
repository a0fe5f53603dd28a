package dev.catenary.capture.velodyne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VelodyneDecoderTest {
  private static ByteBuffer packet(int product, int mode, int azimuthStep) {
    ByteBuffer packet = ByteBuffer.allocate(1206).order(ByteOrder.LITTLE_ENDIAN);
    for (int block = 0; block < 12; block++) {
      int firing = mode == 0x39 ? block / 2 : block;
      packet.putShort(block * 100, (short) 0xEEFF);
      packet.putShort(block * 100 + 2, (short) (9_000 + firing * azimuthStep));
    }
    packet.putInt(1200, 5_000_000).put(1204, (byte) mode).put(1205, (byte) product);
    return packet;
  }

  private static void measure(ByteBuffer packet, int block, int i, int distance, int intensity) {
    int at = block * 100 + 4 + i * 3;
    packet.putShort(at, (short) distance).put(at + 2, (byte) intensity);
  }

  private static PointBatch decode(VelodyneDecoder decoder, ByteBuffer packet) {
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    assertThat(decoder.decode(packet, 0, packet.capacity(), batch)).isEqualTo(DecodeStatus.OK);
    return batch;
  }

  /** HDL-32E manual 63-9113: laser 15 points level, and fires 15 x 1.152 microseconds in. */
  @Test
  void hdl32ePointLiesWhereTheManualsFormulaPutsIt() {
    ByteBuffer packet = packet(0x21, 0x37, 17);
    measure(packet, 2, 15, 5_000, 40);
    PointBatch batch =
        decode(
            new VelodyneDecoder(new VelodyneConfig(VelodyneModel.HDL_32E, null, 0.1, 250)), packet);
    assertThat(batch.size).isEqualTo(1);
    double turned = 11 * 17 * 15 * 1.152 / (11 * 46.08);
    double azimuth = Math.toRadians(Math.round(9_000 + 2 * 17 + turned) / 100.0);
    assertThat((double) batch.xSensorMetres[0]).isCloseTo(10 * Math.cos(azimuth), within(1e-3));
    assertThat((double) batch.ySensorMetres[0]).isCloseTo(-10 * Math.sin(azimuth), within(1e-3));
    assertThat((double) batch.zSensorMetres[0]).isCloseTo(0, within(1e-3));
    assertThat(batch.sensorTimeNanos[0]).isEqualTo(5_000_000_000L + 2 * 46_080 + 15 * 1_152);
    assertThat((int) batch.intensity[0]).isEqualTo(40);
  }

  @Test
  void dualReturnsAreNumberedByTheirDistanceAndEqualOnesAreOnePoint() {
    ByteBuffer packet = packet(0x22, 0x39, 40);
    measure(packet, 0, 3, 6_000, 9);
    measure(packet, 1, 3, 5_000, 50);
    measure(packet, 2, 4, 7_000, 20);
    measure(packet, 3, 4, 7_000, 20);
    PointBatch batch = decode(new VelodyneDecoder(VelodyneConfig.automatic()), packet);
    assertThat(batch.size).isEqualTo(3);
    assertThat(batch.returnKind).startsWith(2, 1, 3);
    assertThat(batch.lasReturns).startsWith(0x22, 0x21, 0x11);
  }

  @Test
  void packetOfAnotherModelThanTheFirstIsSaidAndNotDecoded() {
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    decode(decoder, packet(0x22, 0x37, 40));
    PointBatch batch = new PointBatch(384);
    assertThat(decoder.decode(packet(0x28, 0x37, 20), 0, 1206, batch))
        .isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decoder.decode(packet(0x55, 0x37, 20), 0, 1206, batch))
        .isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(batch.size).isZero();
  }

  @Test
  void gapInTheTimesIsMissingPackets() {
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    ByteBuffer packet = packet(0x22, 0x37, 40);
    decode(decoder, packet);
    packet.putInt(1200, 5_000_000 + 1_327);
    decode(decoder, packet);
    assertThat(decoder.packetsMissing()).isZero();
    packet.putInt(1200, 5_000_000 + 5 * 1_327);
    decode(decoder, packet);
    assertThat(decoder.packetsMissing()).isEqualTo(3);
  }

  @Test
  void unknownModelNameIsRefusedWithTheNamesThereAre() {
    assertThat(VelodyneModel.named("vlp 16")).isEqualTo(VelodyneModel.VLP_16);
    assertThatThrownBy(() -> VelodyneModel.named("HDL-64E")).hasMessageContaining("VLS-128");
  }

  @Property(tries = 500)
  void anyBytesGiveAStatusAndNoException(@ForAll byte[] bytes) {
    PointBatch batch = new PointBatch(384);
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    assertThat(decoder.decode(ByteBuffer.wrap(bytes), 0, bytes.length, batch)).isNotNull();
  }

  @Property(tries = 500)
  void damagedPacketGivesAStatusAndNoException(@ForAll long seed) {
    Random random = new Random(seed);
    int[] products = {0x21, 0x22, 0x24, 0x28, 0xA1};
    ByteBuffer packet = packet(products[random.nextInt(5)], 0x37 + random.nextInt(3), 40);
    for (int i = 0; i < 200; i++) {
      packet.put(random.nextInt(1206), (byte) random.nextInt());
    }
    PointBatch batch = new PointBatch(384);
    DecodeStatus status =
        new VelodyneDecoder(VelodyneConfig.automatic()).decode(packet, 0, 1206, batch);
    assertThat(status == DecodeStatus.OK || batch.size == 0).isTrue();
  }

  @Test
  void decodingAllocatesNothing() {
    VelodyneDecoder decoder = new VelodyneDecoder(VelodyneConfig.automatic());
    ByteBuffer packet = packet(0x22, 0x37, 40);
    for (int i = 0; i < 32; i++) {
      measure(packet, 5, i, 3_000, 7);
    }
    PointBatch batch = new PointBatch(384);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      batch.size = 0;
      decoder.decode(packet, 0, 1206, batch);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      batch.size = 0;
      decoder.decode(packet, 0, 1206, batch);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }
}
