package dev.catenary.capture.ouster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.capture.ouster.OusterSample.Pixel;
import dev.catenary.capture.sensor.DecodeStatus;
import dev.catenary.proto.point.PointBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OusterDecoderTest {
  private static final String[] PROFILES = {
    "LEGACY",
    "RNG19_RFL8_SIG16_NIR16",
    "RNG19_RFL8_SIG16_NIR16_DUAL",
    "RNG15_RFL8_NIR8",
    "FUSA_RNG15_RFL8_NIR8_DUAL"
  };
  private static final int[] ROWS = {16, 32, 64, 128};
  private static final int[] FRAMES = {512, 1024, 2048, 4096};

  private static OusterDecoder decoder(OusterSample sample) {
    return new OusterDecoder(OusterConfig.of(sample.metadata()));
  }

  private static DecodeStatus decode(OusterDecoder decoder, ByteBuffer packet, PointBatch batch) {
    batch.clear();
    return decoder.decode(packet, 0, packet.capacity(), batch);
  }

  private static OusterSample anySample(Random random) {
    return new OusterSample(
        PROFILES[random.nextInt(PROFILES.length)],
        ROWS[random.nextInt(ROWS.length)],
        FRAMES[random.nextInt(FRAMES.length)]);
  }

  /** Level beams and no turn of the lidar frame: column c points to -c of the turn. */
  @Property(tries = 200)
  void everyPixelWithReturnIsOnePointWhereItsColumnPoints(@ForAll long seed) {
    Random random = new Random(seed);
    OusterSample sample = anySample(random);
    int first = 16 * random.nextInt(sample.columnsPerFrame() / 16);
    ByteBuffer packet = sample.packet(7, first);
    List<String> expected = new ArrayList<>();
    for (int column = 0; column < 16; column++) {
      boolean valid = random.nextInt(8) != 0;
      for (int row = 0; row < sample.rows(); row++) {
        for (int kind = 1; kind <= (sample.isDual() ? 2 : 1); kind++) {
          Pixel pixel = sample.anyPixel(random);
          int range =
              sample.isLowData() ? pixel.rangeMillimetres() / 8 * 8 : pixel.rangeMillimetres();
          sample.put(packet, column, row, kind == 2, pixel);
          if (valid && range > 0) {
            int intensity = sample.isLowData() ? pixel.reflectivity() : pixel.signal();
            long time = sample.timeNanos(7, first + column);
            expected.add(row + " " + kind + " " + range + " " + intensity + " " + time);
          }
        }
      }
      if (!valid) {
        sample.invalidate(packet, column);
      }
    }
    PointBatch batch = new PointBatch(sample.metadata().rows() * 16 * 2);
    assertThat(decode(decoder(sample), packet, batch)).isEqualTo(DecodeStatus.OK);

    List<String> found = new ArrayList<>();
    for (int i = 0; i < batch.size; i++) {
      double metres = Math.hypot(batch.xSensorMetres[i], batch.ySensorMetres[i]);
      long column = Math.round(batch.sensorTimeNanos[i] * sample.columnsPerFrame() / 1e8);
      double turn = -2 * Math.PI * (column + 1) / sample.columnsPerFrame();
      double before = -2 * Math.PI * (column - 1) / sample.columnsPerFrame();
      double angle = Math.atan2(batch.ySensorMetres[i], batch.xSensorMetres[i]);
      assertThat(Math.sin(angle - turn)).isPositive();
      assertThat(Math.sin(angle - before)).isNegative();
      assertThat((double) batch.zSensorMetres[i]).isCloseTo(0, within(1e-6));
      found.add(
          (batch.ring[i] & 0xFF)
              + " "
              + batch.returnKind[i]
              + " "
              + Math.round(metres * 1000)
              + " "
              + (int) batch.intensity[i]
              + " "
              + batch.sensorTimeNanos[i]);
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Test
  void dualReturnsAreNumberedByTheirDistance() {
    OusterSample sample = new OusterSample("RNG19_RFL8_SIG16_NIR16_DUAL", 32, 1024);
    ByteBuffer packet = sample.packet(1, 0);
    sample.put(packet, 0, 3, false, new Pixel(9_000, 1, 1));
    sample.put(packet, 0, 3, true, new Pixel(5_000, 1, 1));
    sample.put(packet, 0, 4, false, new Pixel(5_000, 1, 1));
    sample.put(packet, 0, 4, true, new Pixel(9_000, 1, 1));
    sample.put(packet, 0, 5, true, new Pixel(9_000, 1, 1));
    PointBatch batch = new PointBatch(1024);
    assertThat(decode(decoder(sample), packet, batch)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(5);
    assertThat(batch.returnKind).startsWith(1, 2, 1, 2, 2);
    assertThat(batch.lasReturns).startsWith(0x22, 0x21, 0x21, 0x22, 0x11);
  }

  @Test
  void rangesOutsideTheLimitsAreLeftOutAndTheLimitsThemselvesKept() {
    OusterSample sample = new OusterSample("RNG19_RFL8_SIG16_NIR16", 16, 512);
    ByteBuffer packet = sample.packet(1, 0);
    int[] ranges = {0, 1, 999, 1_000, 50_000, 50_001, 0x7_FFFF};
    for (int row = 0; row < ranges.length; row++) {
      sample.put(packet, 2, row, false, new Pixel(ranges[row], 9, 9));
    }
    OusterConfig every = OusterConfig.of(sample.metadata());
    OusterConfig config =
        new OusterConfig(every.metadata(), every.identity(), every.intensity(), 1, 50);
    PointBatch batch = new PointBatch(256);
    decode(new OusterDecoder(config), packet, batch);
    assertThat(batch.size).isEqualTo(2);
    assertThat(batch.ring).startsWith(3, 4);
    decode(new OusterDecoder(every), packet, batch);
    assertThat(batch.size).isEqualTo(ranges.length - 1);
  }

  @Test
  void reflectivityTakesThePlaceOfSignalWhereItIsAskedFor() {
    OusterSample sample = new OusterSample("LEGACY", 16, 512);
    ByteBuffer packet = sample.packet(1, 0);
    sample.put(packet, 2, 3, false, new Pixel(5_000, 77, 60_000));
    OusterConfig config =
        new OusterConfig(
            sample.metadata(),
            OusterConfig.Identity.SERIAL,
            OusterConfig.Intensity.REFLECTIVITY,
            0,
            100);
    PointBatch batch = new PointBatch(256);
    decode(new OusterDecoder(config), packet, batch);
    assertThat((int) batch.intensity[0]).isEqualTo(77);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LEGACY",
        "RNG19_RFL8_SIG16_NIR16",
        "RNG15_RFL8_NIR8",
        "FUSA_RNG15_RFL8_NIR8_DUAL"
      })
  void packetsMissingAreCountedAlsoAcrossFramesAndTheirNumbersEnd(String profile) {
    OusterSample sample = new OusterSample(profile, 64, 512);
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    decode(decoder, sample.packet(65_535, 480), batch);
    decode(decoder, sample.packet(65_535, 496), batch);
    int next = sample.isFusa() ? 65_536 : 0;
    decode(decoder, sample.packet(next, 0), batch);
    assertThat(decoder.packetsMissing()).isZero();
    decode(decoder, sample.packet(next, 64), batch);
    assertThat(decoder.packetsMissing()).isEqualTo(3);
    decode(decoder, sample.packet(next, 32), batch);
    decode(decoder, sample.packet(next, 64), batch);
    assertThat(decoder.packetsMissing()).as("late and repeated packets").isEqualTo(3);
    decode(decoder, sample.packet(next + 1, 64), batch);
    assertThat(decoder.packetsMissing()).isEqualTo(3 + 31);
  }

  /** Sent by a sensor whose lidar mode is no longer the metadata's. */
  @ParameterizedTest
  @CsvSource({
    "LEGACY, 1024, 512",
    "LEGACY, 512, 1024",
    "RNG19_RFL8_SIG16_NIR16, 2048, 1024",
    "RNG15_RFL8_NIR8, 1024, 2048",
    "FUSA_RNG15_RFL8_NIR8_DUAL, 2048, 512"
  })
  void turnOfOtherColumnsThanTheMetadatasIsRefusedAndSaid(String profile, int known, int sent) {
    OusterDecoder decoder = decoder(new OusterSample(profile, 16, known));
    OusterSample sensor = new OusterSample(profile, 16, sent);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    for (int frame = 1; frame <= 3; frame++) {
      for (int column = 0; column < sent; column += 16) {
        decode(decoder, sensor.packet(frame, column), batch);
      }
    }
    for (int column = 0; column < sent; column += 16) {
      assertThat(decode(decoder, sensor.packet(4, column), batch))
          .isEqualTo(DecodeStatus.WRONG_MODEL);
    }
    assertThat(decoder.describe()).contains("another lidar mode");

    OusterSample right = new OusterSample(profile, 16, known);
    for (int frame = 5; frame <= 8; frame++) {
      for (int column = 0; column < known; column += 16) {
        decode(decoder, right.packet(frame, column), batch);
      }
    }
    assertThat(decode(decoder, right.packet(9, 0), batch)).isEqualTo(DecodeStatus.OK);
  }

  @Test
  void lostPacketsAndLostTurnsAreNoSignOfAnotherMode() {
    OusterSample sample = new OusterSample("LEGACY", 16, 512);
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    Random random = new Random(5);
    for (int frame = 0; frame < 100; frame += random.nextInt(3)) {
      int column = 16 * random.nextInt(32);
      assertThat(decode(decoder, sample.packet(frame, column), batch)).isEqualTo(DecodeStatus.OK);
    }
  }

  @Test
  void columnsTheSensorMarksAreCountedAndGiveNoPoint() {
    OusterSample sample = new OusterSample("LEGACY", 16, 512);
    ByteBuffer packet = sample.packet(1, 0);
    for (int column = 0; column < 16; column++) {
      sample.put(packet, column, 0, false, new Pixel(2_000, 1, 1));
    }
    sample.invalidate(packet, 4);
    sample.invalidate(packet, 15);
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(256);
    assertThat(decode(decoder, packet, batch)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(14);
    assertThat(decoder.columnsInvalid()).isEqualTo(2);
  }

  @Test
  void otherProfilesSerialsAndLengthsAreSaid() {
    OusterSample sample = new OusterSample("RNG19_RFL8_SIG16_NIR16", 64, 1024);
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    for (String profile : PROFILES) {
      for (int rows : ROWS) {
        OusterSample other = new OusterSample(profile, rows, 1024);
        DecodeStatus expected = other.equals(sample) ? DecodeStatus.OK : DecodeStatus.WRONG_MODEL;
        assertThat(decode(decoder, other.packet(1, 0), batch))
            .as(other.toString())
            .isEqualTo(expected);
      }
    }
    ByteBuffer packet = sample.packet(1, 0);
    assertThat(decode(decoder, packet.put(7, (byte) 9), batch)).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(decoder, packet.put(0, (byte) 9), batch)).isEqualTo(DecodeStatus.BAD_MAGIC);
    assertThat(decode(decoder, sample.packet(1, 1024), batch)).isEqualTo(DecodeStatus.WRONG_MODEL);
    assertThat(decode(decoder, ByteBuffer.allocate(1206), batch))
        .isEqualTo(DecodeStatus.BAD_LENGTH);
    assertThat(decode(decoder, ByteBuffer.allocate(48), batch)).isEqualTo(DecodeStatus.ANCILLARY);
  }

  @Property(tries = 500)
  void anyBytesGiveAStatusAndNoException(@ForAll long seed, @ForAll byte[] bytes) {
    OusterDecoder decoder = decoder(anySample(new Random(seed)));
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    assertThat(decoder.decode(ByteBuffer.wrap(bytes), 0, bytes.length, batch)).isNotNull();
    assertThat(batch.size).isZero();
  }

  @Property(tries = 300)
  void randomBytesOfTheRightLengthGiveAStatusAndNoException(@ForAll long seed) {
    Random random = new Random(seed);
    OusterSample sample = anySample(random);
    ByteBuffer packet = sample.packet(1, 0);
    random.nextBytes(packet.array());
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    assertThat(decode(decoder, packet, batch)).isNotNull();
    assertThat(batch.size).isZero();
  }

  /** Damaged, cut short and mixed with other sensors' packets, in one stream to one decoder. */
  @Property(tries = 100)
  void damagedStreamGivesAStatusForEachPacketAndPointsOnlyFromGoodOnes(@ForAll long seed) {
    Random random = new Random(seed);
    OusterSample sample = anySample(random);
    OusterDecoder decoder = decoder(sample);
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    for (int i = 0; i < 40; i++) {
      OusterSample sender = random.nextInt(4) == 0 ? anySample(random) : sample;
      ByteBuffer packet =
          sender.packet(random.nextInt(70_000), random.nextInt(sender.columnsPerFrame()));
      for (int damage = random.nextInt(100); damage > 0; damage--) {
        packet.put(random.nextInt(packet.capacity()), (byte) random.nextInt());
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(packet.capacity()) : packet.capacity();
      batch.clear();
      DecodeStatus status = decoder.decode(packet, 0, length, batch);
      assertThat(status == DecodeStatus.OK || batch.size == 0).as("%s", status).isTrue();
      assertThat(decoder.packetsMissing()).isNotNegative();
    }
  }

  @Test
  void bufferOutsideTheHeapDecodesTheSame() {
    OusterSample sample = new OusterSample("RNG19_RFL8_SIG16_NIR16_DUAL", 32, 1024);
    ByteBuffer packet = sample.packet(1, 0);
    sample.put(packet, 3, 5, true, new Pixel(9_000, 1, 44));
    ByteBuffer direct = ByteBuffer.allocateDirect(packet.capacity() + 10);
    direct.put(10, packet.array());
    PointBatch batch = new PointBatch(1024);
    OusterDecoder decoder = decoder(sample);
    assertThat(decoder.decode(direct, 10, packet.capacity(), batch)).isEqualTo(DecodeStatus.OK);
    assertThat(batch.size).isEqualTo(1);
    assertThat((int) batch.intensity[0]).isEqualTo(44);
  }

  /** The check value that catalogues of checksums give for CRC-64/XZ. */
  @Test
  void checksumOfTheNineDigitsIsTheCataloguesValue() {
    byte[] digits = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(OusterChecksum.of(digits, 0, 9)).isEqualTo(0x995D_C9BB_DF19_39FAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEGACY", "RNG19_RFL8_SIG16_NIR16_DUAL", "RNG15_RFL8_NIR8"})
  void decodingAllocatesNothing(String profile) {
    OusterSample sample = new OusterSample(profile, 32, 1024);
    OusterDecoder decoder = decoder(sample);
    ByteBuffer packet = sample.packet(1, 0);
    for (int row = 0; row < 32; row++) {
      sample.put(packet, 3, row, false, new Pixel(8_000, 1, 44));
    }
    PointBatch batch = new PointBatch(decoder.pointsPerPacketMax());
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      batch.size = 0;
      decoder.decode(packet, 0, packet.capacity(), batch);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      batch.size = 0;
      decoder.decode(packet, 0, packet.capacity(), batch);
    }
    assertThat(batch.size).isEqualTo(32);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }
}
