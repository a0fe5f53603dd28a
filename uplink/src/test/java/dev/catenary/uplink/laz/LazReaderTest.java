package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.proto.zone.Zone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own files read again; what is not whole is refused by the name of the field. */
class LazReaderTest {
  private static final Path CASES =
      Path.of(System.getProperty("catenary.root")).resolve("testdata/cases");

  private final LazChunkEncoder encoder =
      new LazChunkEncoder(new LazMetadata("PROJCS[\"test\"]", "1"), () -> Instant.EPOCH);
  private final LazReader reader = new LazReader();

  private byte[] file(Zone zone) {
    ByteBuffer buffer = encoder.encode(zone);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Zone mixed(int points) {
    Random random = new Random(points);
    Zone zone = Clouds.scanned(points, 9);
    for (int i = 0; i < points; i++) {
      zone.scanAngle[i] = (short) (random.nextInt(60_001) - 30_000);
      zone.sensor[i] = (byte) (i / 700);
    }
    return zone;
  }

  private static void assertSame(Zone found, Zone expected) {
    assertThat(found.size).isEqualTo(expected.size);
    for (int i = 0; i < found.size; i++) {
      double seconds = (expected.gpsTimeNanos[i] - 1_000_000_000_000_000_000L) / 1e9;
      boolean same =
          found.xMillimetres[i] == expected.xMillimetres[i]
              && found.yMillimetres[i] == expected.yMillimetres[i]
              && found.zMillimetres[i] == expected.zMillimetres[i]
              && Double.longBitsToDouble(found.gpsTimeNanos[i]) == seconds
              && found.intensity[i] == expected.intensity[i]
              && found.lasReturns[i] == expected.lasReturns[i]
              && found.label[i] == expected.label[i]
              && found.scanAngle[i] == expected.scanAngle[i]
              && found.sensor[i] == expected.sensor[i]
              && found.confidence[i] == expected.confidence[i]
              && found.ring[i] == expected.ring[i];
      assertThat(same).as("point %d", i).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"random, 1", "random, 120000", "scanned, 50001", "same, 60000", "scanned, 0"})
  void pointsAreReadOneByOne(String kind, int points) throws IOException {
    Zone zone = Clouds.named(kind, points);
    Zone found = new Zone(zone.id, 1);
    reader.read(file(zone), found);
    assertSame(found, zone);
  }

  @Test
  void filesAreAppendedOneAfterTheOther() throws IOException {
    Zone zone = mixed(3_000);
    Zone found = new Zone(zone.id, 1);
    reader.read(file(Clouds.scanned(100, 2)), found);
    reader.read(file(zone), found);
    assertThat(found.size).isEqualTo(3_100);
    assertThat(found.scanAngle[3_099]).isEqualTo(zone.scanAngle[2_999]);
  }

  /**
   * One field altered: its place in the header and bytes of LAS 1.4 R15, table 3, what is written
   * there, and the word of the refusal; empty where the file is read right all the same.
   */
  static Stream<Arguments> alteredFields() {
    return Stream.of(
        field(0, 1, 'X', "file signature"),
        field(0, 4, 0, "file signature"),
        field(4, 2, 77, ""),
        field(6, 2, 0x01, "global encoding"),
        field(6, 2, 0x10, "global encoding"),
        field(6, 2, 0x15, "global encoding"),
        field(6, 2, 0x8011, "global encoding"),
        field(8, 4, 77, ""),
        field(16, 8, 77, ""),
        field(24, 1, 2, "version"),
        field(25, 1, 2, "version"),
        field(25, 1, 3, "version"),
        field(25, 1, 5, "version"),
        field(26, 4, 0x41414141, ""),
        field(58, 4, 0x41414141, ""),
        field(90, 2, 366, ""),
        field(92, 2, 1999, ""),
        field(94, 2, 227, "header size"),
        field(94, 2, 376, "header size"),
        field(94, 2, 65_535, "header size"),
        field(96, 4, 0, "records"),
        field(96, 4, 375, "records"),
        field(96, 4, 900, "record"),
        field(96, 4, -1, "offset to point data"),
        field(96, 4, Integer.MAX_VALUE, "offset to point data"),
        field(100, 4, 0, "offset to point data"),
        field(100, 4, 2, "offset to point data"),
        field(100, 4, 4, "number of records"),
        field(100, 4, -1, "number of records"),
        field(104, 1, 6, "point data record format"),
        field(104, 1, 7 | 0x80, "point data record format"),
        field(104, 1, 1 | 0x80, "point data record format"),
        field(104, 1, 255, "point data record format"),
        field(105, 2, 30, "point data record length"),
        field(105, 2, 34, "point data record length"),
        field(105, 2, 0, "point data record length"),
        field(107, 4, 1, "legacy number of points"),
        field(111, 4, 10_000, "legacy number of points"),
        field(127, 4, 1, "legacy number of points"),
        field(131, 8, 0, "scale factor"),
        field(139, 8, Double.doubleToLongBits(0.01), "scale factor"),
        field(147, 8, Double.doubleToLongBits(-0.001), "scale factor"),
        field(147, 8, Double.doubleToLongBits(Double.NaN), "scale factor"),
        field(155, 8, Double.doubleToLongBits(5), "box of axis 0"),
        field(163, 8, Double.doubleToLongBits(Double.NaN), "offset"),
        field(171, 8, Double.doubleToLongBits(Double.POSITIVE_INFINITY), "offset"),
        field(179, 8, Double.doubleToLongBits(1e9), "box of axis 0"),
        field(187, 8, Double.doubleToLongBits(1e9), "least and most coordinate"),
        field(195, 8, Double.doubleToLongBits(Double.NaN), "least and most coordinate"),
        field(203, 8, Double.doubleToLongBits(0), "box of axis 1"),
        field(211, 8, Double.doubleToLongBits(1e9), "box of axis 2"),
        field(219, 8, Double.doubleToLongBits(-1e9), "box of axis 2"),
        field(227, 8, 1, "start of waveform data"),
        field(247, 8, 0, "number of chunks"),
        field(247, 8, 9_999, "chunk of 10000 points"),
        field(247, 8, 60_000, "number of chunks"),
        field(247, 8, -1, "number of points"),
        field(247, 8, 1L << 40, "number of points"),
        field(255, 8, 0, "number of points of return 1"),
        field(263, 8, 4_999, "number of points of return 2"),
        field(367, 8, 1, "number of points of return 15"));
  }

  private static Arguments field(int at, int length, long value, String refusal) {
    return Arguments.of(at, length, value, refusal);
  }

  @ParameterizedTest
  @MethodSource("alteredFields")
  void fieldThatIsAlteredIsReadRightOrRefusedByName(int at, int length, long value, String word)
      throws IOException {
    Zone zone = mixed(10_000);
    byte[] bytes = file(zone);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      buffer.put(at + i, (byte) (value >> (8 * i)));
    }
    Zone found = new Zone(zone.id, 1);
    if (word.isEmpty()) {
      reader.read(bytes, found);
      assertSame(found, zone);
    } else {
      assertThatThrownBy(() -> reader.read(bytes, found))
          .isInstanceOf(LazRefused.class)
          .hasMessageContaining(word)
          .hasMessageContaining("expected")
          .hasMessageContaining("cure");
      assertThat(found.size).isZero();
    }
  }

  @Test
  void fileCutAtAnyLengthIsRefused() {
    byte[] bytes = file(mixed(2_000));
    for (int length = 0; length < bytes.length; length += 1 + length / 50) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> reader.read(cut, new Zone(Clouds.scanned(0, 1).id, 1)))
          .as("cut at %d", length)
          .isInstanceOf(LazRefused.class);
    }
  }

  /** Any byte turned: the file is read, or refused; nothing else is thrown, and it ends. */
  @Test
  void turnedBytesAreNeverAnythingButReadOrRefused() {
    byte[] bytes = file(mixed(2_000));
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] turned = bytes.clone();
      turned[random.nextInt(turned.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        reader.read(turned, new Zone(Clouds.scanned(0, 1).id, 1));
      } catch (LazRefused e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "las-valid-but-crashes/autzen.laz, global encoding",
    "las-valid-but-crashes/example_5points_14.las, ''",
    "las-valid-but-crashes/spec_3.las, ''",
    "las-cut-short-accepted/1.2-no-points.las, ''",
    "las-cut-short-accepted/1.2-with-color-clipped.las, ''",
    "las-no-lengths-accepted/geocentric.las, ''"
  })
  void filesOfOthersAreRefused(String name, String word) throws IOException {
    byte[] bytes = Files.readAllBytes(CASES.resolve(name));
    assertThatThrownBy(() -> reader.read(bytes, new Zone(Clouds.scanned(0, 1).id, 1)))
        .isInstanceOf(LazRefused.class)
        .hasMessageContaining(word);
  }
}
