package dev.catenary.uplink.laz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.mreutegg.laszip4j.LASExtraBytesDescription;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones as one COPC file, read by two programs that share no code with the writer. */
class SurveyFileTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final String MODULES = System.getProperty("catenary.node-modules", "");

  @TempDir private Path folder;

  private final LazChunkEncoder encoder =
      new LazChunkEncoder(new LazMetadata("PROJCS[\"x\"]", "1"), () -> Instant.EPOCH);

  /** Zones in a row with a gap, two passes over one, one with more points than a leaf has. */
  private List<SurveyFile.Part> survey() throws IOException {
    Random random = new Random(8);
    List<SurveyFile.Part> parts = new ArrayList<>();
    int[][] zones = {{21_875, 181_250}, {21_875, 181_250}, {21_876, 181_250}, {21_880, 181_252}};
    int[] points = {2_000, 700, 180_000, 1};
    for (int part = 0; part < zones.length; part++) {
      ZoneId id = new ZoneId("EPSG:32755", 32, zones[part][0], zones[part][1]);
      Zone zone = new Zone(id, points[part]);
      for (int i = 0; i < points[part]; i++) {
        int count = 1 + i % 2;
        // Files of older software have points on the upper edge: they were rounded to it.
        zone.xMillimetres[i] = i % 100 == 7 ? 32_000 : random.nextInt(32_000);
        zone.yMillimetres[i] = i % 150 == 7 ? 32_000 : random.nextInt(32_000);
        zone.zMillimetres[i] = random.nextInt(60_000) - 1_000;
        zone.gpsTimeNanos[i] = 1_472_000_000_000_000_000L + part * 50_000_000_000L + i * 1_300L;
        zone.intensity[i] = (char) random.nextInt(65_536);
        zone.lasReturns[i] = (byte) (count << 4 | 1 + random.nextInt(count));
        zone.label[i] = (byte) (random.nextInt(9) == 0 ? 14 : 5);
        zone.scanAngle[i] = (short) (random.nextInt(60_001) - 30_000);
        zone.sensor[i] = (byte) (i / 50 % 2);
        zone.confidence[i] = (byte) random.nextInt(256);
        zone.ring[i] = (byte) random.nextInt(128);
      }
      zone.size = points[part];
      Path file = folder.resolve("zone-" + part + ".laz");
      Files.write(file, bytes(encoder.encode(zone)));
      parts.add(new SurveyFile.Part(file, id));
    }
    return parts;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Each point as a line, in order of the text, by laszip4j. */
  private static List<String> lines(Path file) {
    LASReader reader = new LASReader(file.toFile());
    LASHeader header = reader.getHeader();
    LASExtraBytesDescription ring = header.getExtraBytesDescription("ring");
    LASExtraBytesDescription confidence = header.getExtraBytesDescription("confidence");
    double[] scale = {header.getXOffset(), header.getYOffset(), header.getZOffset()};
    List<String> lines = new ArrayList<>();
    for (LASPoint point : reader.getPoints()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d %d %d %s %d %d %d %d %d %d %d %d",
              Math.round(point.getX() + scale[0] * 1_000),
              Math.round(point.getY() + scale[1] * 1_000),
              Math.round(point.getZ() + scale[2] * 1_000),
              new BigDecimal(point.getGPSTime()).setScale(9, RoundingMode.HALF_UP),
              (int) point.getIntensity(),
              point.getReturnNumber(),
              point.getNumberOfReturns(),
              point.getClassification(),
              ReadBack.scanAngle(point),
              (int) point.getPointSourceID(),
              Math.round(point.getExtraBytes(confidence).getValue().doubleValue() * 255),
              point.getExtraBytes(ring).getValue().intValue()));
    }
    lines.sort(null);
    return lines;
  }

  private static List<String> linesOfAll(List<SurveyFile.Part> parts) {
    List<String> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(lines(part.file())));
    all.sort(null);
    return all;
  }

  private static void assertSameLines(List<String> found, List<String> expected) {
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("line %d", i).isEqualTo(expected.get(i));
    }
  }

  @Test
  void eachPointIsInTheOneFileAsItWasByLaszip() throws IOException {
    List<SurveyFile.Part> parts = survey();
    Path file = folder.resolve("survey.copc.laz");
    SurveyFile.Written written = SurveyFile.write(file, parts, "1", DAY);
    assertThat(written.points()).isEqualTo(182_701);
    assertSameLines(lines(file), linesOfAll(parts));
    assertThat(LasAudit.of(file)).isEmpty();
    assertThat(folder.resolve("survey.copc.laz.part")).doesNotExist();
  }

  /**
   * The places of the COPC specification: the info record's header is the first at byte 375, and
   * the hierarchy is an extended record of user "copc", number 1000.
   */
  @Test
  void infoAndHierarchyStandWhereTheSpecificationWantsThem() throws IOException {
    Path file = folder.resolve("survey.copc.laz");
    SurveyFile.write(file, survey(), "1", DAY);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(text(bytes, 377, 4)).isEqualTo("copc");
    assertThat(bytes.getShort(393)).isEqualTo((short) 1);
    assertThat(bytes.getShort(395)).isEqualTo((short) 160);
    int info = 429;
    double half = bytes.getDouble(info + 24);
    // Five zones of 32 m eastward: a cube of eight.
    assertThat(half).isEqualTo(128);
    assertThat(bytes.getDouble(info)).isEqualTo(21_875 * 32 + half);
    assertThat(bytes.getDouble(info + 32)).isEqualTo(2);
    long hierarchyAt = bytes.getLong(info + 40);
    long record = bytes.getLong(235);
    assertThat(hierarchyAt).isEqualTo(record + 60);
    assertThat(bytes.getInt(243)).isEqualTo(1);
    assertThat(text(bytes, (int) record + 2, 4)).isEqualTo("copc");
    assertThat(bytes.getShort((int) record + 18)).isEqualTo((short) 1_000);
    assertThat(bytes.getLong((int) record + 20)).isEqualTo(bytes.getLong(info + 48));
    assertThat(hierarchyAt + bytes.getLong(info + 48)).isEqualTo(bytes.limit());
    long points = 0;
    for (long at = hierarchyAt; at < bytes.limit(); at += 32) {
      points += bytes.getInt((int) at + 28);
    }
    assertThat(points).isEqualTo(182_701);
    assertThat(bytes.getDouble(info + 56)).isEqualTo(472_000_000.0);
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    return new String(bytes.array(), at, length, StandardCharsets.US_ASCII);
  }

  /** With {@code -Dcatenary.node-modules}, a folder that has the npm packages copc and laz-perf. */
  @Test
  void eachPointIsInItsNodeAsItWasByLazPerf() throws Exception {
    assumeTrue(!MODULES.isEmpty(), "no folder of npm packages was given");
    List<SurveyFile.Part> parts = survey();
    Path file = folder.resolve("survey.copc.laz");
    SurveyFile.write(file, parts, "1", DAY);
    Path script = folder.resolve("copc-points.cjs");
    try (var resource = SurveyFileTest.class.getResourceAsStream("/copc-points.cjs")) {
      Files.copy(resource, script);
    }
    Path told = folder.resolve("points.txt");
    Path wrong = folder.resolve("wrong.txt");
    Process process =
        new ProcessBuilder("node", script.toString(), MODULES, file.toString())
            .redirectOutput(told.toFile())
            .redirectError(wrong.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(wrong)).isZero();
    List<String> found = new ArrayList<>(Files.readAllLines(told));
    found.sort(null);
    assertSameLines(found, linesOfAll(parts));
  }

  @Test
  void damagedPartIsNamedAndNothingIsWritten() throws IOException {
    List<SurveyFile.Part> parts = survey();
    Path damaged = parts.get(2).file();
    byte[] bytes = Files.readAllBytes(damaged);
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length / 2));
    Path file = folder.resolve("survey.copc.laz");
    assertThatThrownBy(() -> SurveyFile.write(file, parts, "1", DAY))
        .isInstanceOf(LazRefused.class)
        .hasMessageContaining("zone-2.laz")
        .hasMessageContaining("chunk table");
    assertThat(file).doesNotExist();
  }

  @Test
  void surveyOfHalfTheWorldIsRefused() throws IOException {
    List<SurveyFile.Part> parts = new ArrayList<>(survey().subList(0, 1));
    ZoneId far = new ZoneId("EPSG:32755", 32, 30_000, 181_250);
    Zone zone = new Zone(far, 1);
    zone.lasReturns[0] = 0x11;
    zone.size = 1;
    Path file = folder.resolve("far.laz");
    Files.write(file, bytes(encoder.encode(zone)));
    parts.add(new SurveyFile.Part(file, far));
    assertThatThrownBy(() -> SurveyFile.write(folder.resolve("x.laz"), parts, "1", DAY))
        .isInstanceOf(LazRefused.class)
        .hasMessageContaining("260 km")
        .hasMessageContaining("131 km");
  }
}
