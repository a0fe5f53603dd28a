package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.github.mreutegg.laszip4j.LASHeader;
import dev.catenary.proto.zone.Zone;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our output, read back by an independent reader, laszip4j. */
class LazChunkEncoderTest {
  private final LazChunkEncoder encoder =
      new LazChunkEncoder(
          new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.parse("2026-03-01T12:00:00Z"));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1_000, 49_999, 50_000, 50_001, 120_000})
  void randomPointsAreReadBackOneByOne(int points) {
    Zone zone = Clouds.random(points, points);
    ReadBack.assertSame(zone, encoder.encode(zone));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50_000, 50_001, 250_000})
  void scannedPointsAreReadBackOneByOne(int points) {
    Zone zone = Clouds.scanned(points, 7);
    ByteBuffer file = encoder.encode(zone);
    ReadBack.assertSame(zone, file);
    if (points > 1_000) {
      assertThat((double) file.remaining() / points).isLessThan(12);
    }
  }

  @Test
  void pointsThatAreAllTheSameAreReadBack() {
    Zone zone = Clouds.zone(60_000, (same, i) -> same.zMillimetres[i] = 5);
    ByteBuffer file = encoder.encode(zone);
    ReadBack.assertSame(zone, file);
    assertThat(file.remaining()).isLessThan(4_000);
  }

  /** Steps as of a spinning head, jumps over the whole range, and stretches that stay. */
  @Test
  void scanAnglesAreReadBackOneByOne() {
    Random random = new Random(6);
    Zone zone = Clouds.scanned(120_000, 6);
    for (int i = 1; i < zone.size; i++) {
      zone.scanAngle[i] =
          switch (i / 1_000 % 3) {
            case 0 -> (short) (random.nextInt(60_001) - 30_000);
            case 1 -> zone.scanAngle[i - 1];
            default -> (short) (i / 2 % 16 * 400 - 3_000);
          };
    }
    ReadBack.assertSame(zone, encoder.encode(zone));
  }

  @Test
  void fileWithoutPointsIsReadBack() {
    Zone zone = Clouds.zone(0, (none, i) -> {});
    ReadBack.assertSame(zone, encoder.encode(zone));
  }

  private static int lowest(Zone zone) {
    return IntStream.range(0, zone.size).map(i -> zone.zMillimetres[i]).min().orElseThrow();
  }

  @Test
  void mapFrameIsReadBackAsWritten() {
    var records = ReadBack.header(encoder.encode(Clouds.scanned(10, 1))).getVariableLengthRecords();
    assertThat(records)
        .filteredOn(record -> record.getRecordID() == 2_112)
        .singleElement()
        .satisfies(record -> assertThat(record.getUserID()).isEqualTo("LASF_Projection"))
        .satisfies(record -> assertThat(record.getDataAsString()).startsWith("PROJCS[\"test\"]"));
  }

  @Test
  void headerSaysWhatTheFileHolds() {
    Zone zone = Clouds.scanned(10_000, 3);
    LASHeader header = ReadBack.header(encoder.encode(zone));
    assertThat(header.getNumberOfPointRecords()).isEqualTo(10_000);
    assertThat(header.getVersionMajor()).isEqualTo((byte) 1);
    assertThat(header.getVersionMinor()).isEqualTo((byte) 4);
    assertThat(header.getGlobalEncoding()).isEqualTo((char) 0x11);
    assertThat(header.getPointDataRecordLength()).isEqualTo((char) 32);
    assertThat(header.getLegacyNumberOfPointRecords()).isZero();
    assertThat(header.getLegacyNumberOfPointsByReturn()).containsOnly(0);
    assertThat(header.getNumberOfPointsByReturn()).startsWith(5_000, 5_000, 0).hasSize(15);
    assertThat(header.getGeneratingSoftware()).isEqualTo("Catenary 1");
    assertThat(header.getMinZ()).isEqualTo(lowest(zone) * 0.001);
    assertThat(header.getMinX()).isCloseTo(700_000 + 1.000, within(0.002));
    assertThat(header.getMaxX()).isCloseTo(700_000 + 31.000, within(0.002));
    assertThat(header.getFileCreationDayOfYear()).isEqualTo((char) 60);
    assertThat(header.getFileCreationYear()).isEqualTo((char) 2026);
  }

  /** The header's bytes at the offsets of LAS 1.4 R15, table 3, and points by laszip4j. */
  @Test
  void headerNamesSensorAndMissionAndIntensitiesFillSixteenBits() {
    LazOrigin origin =
        LazOrigin.of(
            "drone-1", "m7", List.of("Velodyne VLP-16", "Ouster OS1"), List.of(255, 65_535));
    LazOrigin one = LazOrigin.of("drone-1", "m7", List.of("Velodyne VLP-16"), List.of(255));
    Zone zone = Clouds.scanned(1_000, 5);
    for (int i = 0; i < zone.size; i++) {
      zone.sensor[i] = (byte) (i % 2);
      zone.intensity[i] = (char) (i % 256);
    }
    ByteBuffer file =
        new LazChunkEncoder(new LazMetadata("PROJCS[\"x\"]", "1", one), () -> Instant.EPOCH)
            .encode(zone)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(file.getShort(4) & 0xFFFF).isEqualTo(one.fileSourceId()).isBetween(1, 65_535);
    UUID id = one.projectId();
    assertThat(file.getInt(8)).isEqualTo((int) (id.getMostSignificantBits() >>> 32));
    assertThat(file.getShort(12)).isEqualTo((short) (id.getMostSignificantBits() >>> 16));
    assertThat(file.getShort(14)).isEqualTo((short) id.getMostSignificantBits());
    assertThat(file.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(16))
        .isEqualTo(id.getLeastSignificantBits());
    byte[] system = new byte[32];
    file.get(26, system);
    assertThat(new String(system, StandardCharsets.US_ASCII).trim()).isEqualTo("Velodyne VLP-16");
    assertThat(origin.system()).isEqualTo("MULTIPLE");
    assertThat(origin.projectId()).isEqualTo(id);
    Zone scaled = Clouds.scanned(1_000, 5);
    for (int i = 0; i < scaled.size; i++) {
      scaled.sensor[i] = zone.sensor[i];
      scaled.intensity[i] = (char) (i % 2 == 0 ? (i % 256) * 257 : i % 256);
    }
    ReadBack.assertSame(
        scaled,
        new LazChunkEncoder(new LazMetadata("PROJCS[\"x\"]", "1", origin), () -> Instant.EPOCH)
            .encode(zone));
  }

  @Test
  void fiveMillionPointsAreReadBackOneByOne() {
    Zone zone = Clouds.scanned(5_000_000, 11);
    ReadBack.assertSame(zone, encoder.encode(zone));
  }

  /** The file holds 0.06 microseconds at best, so some steps of the clock are none in the file. */
  @Test
  void timesCloserThanTheFileHoldsAreReadBack() {
    Zone zone = Clouds.zone(10_000, (close, i) -> close.gpsTimeNanos[i] += 7L * i);
    ReadBack.assertSame(zone, encoder.encode(zone));
  }

  @Test
  void encoderLeavesNothingOfTheFileBefore() {
    Zone zone = Clouds.scanned(70_000, 2);
    ByteBuffer first = encoder.encode(zone);
    byte[] expected = new byte[first.remaining()];
    first.get(expected);
    encoder.encode(Clouds.random(120_000, 3));
    encoder.encode(Clouds.zone(0, (none, i) -> {}));
    assertThat(encoder.encode(zone)).isEqualTo(ByteBuffer.wrap(expected));
  }

  /** Buffers grow with the first file and are kept: 250,000 points, and not a byte for each. */
  @Test
  void secondFileAllocatesNothingPerPoint() {
    Zone zone = Clouds.scanned(250_000, 4);
    encoder.encode(zone);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    encoder.encode(zone);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16_384);
  }

  @Test
  void mapFrameTooLongForItsRecordIsRefused() {
    assertThatThrownBy(() -> new LazMetadata("x".repeat(65_535), "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65535 bytes");
  }
}
