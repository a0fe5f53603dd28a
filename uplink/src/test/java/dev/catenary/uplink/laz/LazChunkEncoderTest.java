package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.mreutegg.laszip4j.LASExtraBytesDescription;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write, read back by an independent reader, laszip4j. */
class LazChunkEncoderTest {
  private static final ZoneId ZONE = new ZoneId("EPSG:32755", 32, 21_875, 181_250);
  private static final long START_NANOS = 1_400_000_000_123_456_789L;

  @TempDir private Path folder;

  private final LazChunkEncoder encoder =
      new LazChunkEncoder(
          new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.parse("2026-03-01T12:00:00Z"));

  private static Zone zone(int points, BiConsumer<Zone, Integer> fill) {
    Zone zone = new Zone(ZONE, Math.max(1, points));
    for (int i = 0; i < points; i++) {
      zone.gpsTimeNanos[i] = START_NANOS;
      zone.lasReturns[i] = 0x11;
      fill.accept(zone, i);
    }
    zone.size = points;
    return zone;
  }

  /** Every field takes any value, also those no sensor gives. */
  private static Zone random(int points, long seed) {
    Random random = new Random(seed);
    return zone(
        points,
        (zone, i) -> {
          zone.xMillimetres[i] = random.nextInt();
          zone.yMillimetres[i] = random.nextInt();
          zone.zMillimetres[i] = random.nextInt();
          zone.gpsTimeNanos[i] = START_NANOS + random.nextLong() / 64;
          zone.intensity[i] = (char) random.nextInt();
          zone.lasReturns[i] = (byte) random.nextInt();
          zone.label[i] = (byte) random.nextInt();
          zone.confidence[i] = (byte) random.nextInt();
          zone.ring[i] = (byte) random.nextInt();
          zone.sensor[i] = (byte) random.nextInt(255);
        });
  }

  /** As a spinning sensor gives them: small steps, several returns of a pulse at one time. */
  private static Zone scanned(int points, long seed) {
    Random random = new Random(seed);
    return zone(
        points,
        (zone, i) -> {
          int pulse = i / 2;
          zone.xMillimetres[i] = 16_000 + (int) (15_000 * Math.sin(pulse * 1e-3));
          zone.yMillimetres[i] = 16_000 + (int) (15_000 * Math.cos(pulse * 1e-3));
          zone.zMillimetres[i] = 100_000 + pulse % 16 * 400 + random.nextInt(40);
          zone.gpsTimeNanos[i] = START_NANOS + pulse * 2_304L + (pulse / 16) * 18_432L;
          zone.intensity[i] = (char) random.nextInt(100);
          zone.lasReturns[i] = (byte) (i % 2 == 0 ? 0x21 : 0x22);
          zone.label[i] = (byte) (random.nextInt(20) == 0 ? 14 : 2);
          zone.confidence[i] = (byte) 200;
          zone.ring[i] = (byte) (pulse % 16);
        });
  }

  private Path write(Zone zone) throws IOException {
    Path file = folder.resolve("zone-" + zone.size + ".laz");
    ByteBuffer bytes = encoder.encode(zone);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return file;
  }

  private static void assertSame(Zone zone, Path file) {
    int i = 0;
    for (LASPoint point : new LASReader(file.toFile()).getPoints()) {
      String as = "point " + i;
      assertThat(point.getX()).as(as).isEqualTo(zone.xMillimetres[i]);
      assertThat(point.getY()).as(as).isEqualTo(zone.yMillimetres[i]);
      assertThat(point.getZ()).as(as).isEqualTo(zone.zMillimetres[i]);
      assertThat((int) point.getIntensity()).as(as).isEqualTo(zone.intensity[i]);
      assertThat((int) point.getReturnNumber()).as(as).isEqualTo(zone.lasReturns[i] & 0xF);
      assertThat((int) point.getNumberOfReturns())
          .as(as)
          .isEqualTo((zone.lasReturns[i] >> 4) & 0xF);
      assertThat((int) point.getClassification()).as(as).isEqualTo(zone.label[i] & 0xFF);
      assertThat((int) point.getPointSourceID()).as(as).isEqualTo((zone.sensor[i] & 0xFF) + 1);
      double seconds = (zone.gpsTimeNanos[i] - 1_000_000_000_000_000_000L) / 1e9;
      assertThat(point.getGPSTime()).as(as).isEqualTo(seconds);
      i++;
    }
    assertThat(i).isEqualTo(zone.size);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1_000, 49_999, 50_000, 50_001, 120_000})
  void randomPointsAreReadBackOneByOne(int points) throws IOException {
    Zone zone = random(points, points);
    assertSame(zone, write(zone));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50_000, 50_001, 250_000})
  void scannedPointsAreReadBackOneByOne(int points) throws IOException {
    Zone zone = scanned(points, 7);
    Path file = write(zone);
    assertSame(zone, file);
    if (points > 1_000) {
      assertThat((double) file.toFile().length() / points).isLessThan(12);
    }
  }

  @Test
  void pointsThatAreAllTheSameAreReadBack() throws IOException {
    Zone zone = zone(60_000, (same, i) -> same.zMillimetres[i] = 5);
    Path file = write(zone);
    assertSame(zone, file);
    assertThat(file.toFile().length()).isLessThan(4_000);
  }

  @Test
  void fileWithoutPointsIsReadBack() throws IOException {
    Zone zone = zone(0, (none, i) -> {});
    assertSame(zone, write(zone));
  }

  @Test
  void headerSaysWhatTheFileHolds() throws IOException {
    Zone zone = scanned(10_000, 3);
    LASHeader header = new LASReader(write(zone).toFile()).getHeader();
    assertThat(header.getNumberOfPointRecords()).isEqualTo(10_000);
    assertThat(header.getVersionMajor()).isEqualTo((byte) 1);
    assertThat(header.getVersionMinor()).isEqualTo((byte) 4);
    assertThat(header.getMinX()).isCloseTo(700_000 + 1.000, within(0.002));
    assertThat(header.getMaxX()).isCloseTo(700_000 + 31.000, within(0.002));
    assertThat(header.getFileCreationDayOfYear()).isEqualTo((char) 60);
    assertThat(header.getFileCreationYear()).isEqualTo((char) 2026);
  }

  @Test
  void extraBytesAreReadBackByName() throws IOException {
    Zone zone = scanned(1_000, 5);
    LASReader reader = new LASReader(write(zone).toFile());
    LASExtraBytesDescription ring = reader.getHeader().getExtraBytesDescription("ring");
    LASExtraBytesDescription confidence = reader.getHeader().getExtraBytesDescription("confidence");
    int i = 0;
    for (LASPoint point : reader.getPoints()) {
      assertThat(point.getExtraBytes(ring).getValue().intValue()).isEqualTo(zone.ring[i] & 0xFF);
      assertThat(point.getExtraBytes(confidence).getValue().doubleValue())
          .isCloseTo((zone.confidence[i] & 0xFF) / 255.0, within(1e-9));
      i++;
    }
    assertThat(i).isEqualTo(1_000);
  }
}
