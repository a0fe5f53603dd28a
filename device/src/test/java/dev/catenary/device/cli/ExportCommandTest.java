package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.uplink.laz.LasAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A replay's chunks as one file; points by laszip4j, JSON by a YAML reader. */
class ExportCommandTest {
  @TempDir private Path folder;

  private static List<String> points(Path laz) {
    LASReader reader = new LASReader(laz.toFile());
    double east = reader.getHeader().getXOffset();
    double north = reader.getHeader().getYOffset();
    double height = reader.getHeader().getZOffset();
    List<String> points = new ArrayList<>();
    for (LASPoint point : reader.getPoints()) {
      points.add(
          String.format(
              Locale.ROOT,
              "%.3f %.3f %.3f %.9f %d %d %d",
              point.getX() * 0.001 + east,
              point.getY() * 0.001 + north,
              point.getZ() * 0.001 + height,
              point.getGPSTime(),
              (int) point.getIntensity(),
              point.getClassification(),
              (int) point.getPointSourceID()));
    }
    return points;
  }

  private List<Path> chunks() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      return all.filter(file -> file.toString().endsWith(".laz"))
          .filter(file -> !file.toString().contains("overview"))
          .toList();
    }
  }

  @Test
  void chunksOfAMissionAreOneFileThatOpensByItself() throws IOException {
    CaseRun.copy("replay-two-sensors-one-port", folder);
    assertThat(CaseRun.of(folder, "replay", "--config", "both.yaml", "input.pcap").status())
        .isZero();
    List<String> expected = new ArrayList<>();
    for (Path chunk : chunks()) {
      expected.addAll(points(chunk));
    }
    expected.sort(null);
    Path out = folder.resolve("survey");
    CaseRun run =
        CaseRun.of(folder, "export", "--out", out.toString(), folder.resolve("data").toString());
    assertThat(run.status()).as(run.said()).isZero();
    List<Path> files;
    try (Stream<Path> all = Files.list(out)) {
      files = all.sorted().toList();
    }
    Path copc =
        files.stream().filter(f -> f.toString().endsWith(".copc.laz")).findFirst().orElseThrow();
    List<String> found = points(copc);
    found.sort(null);
    assertThat(found).isNotEmpty().isEqualTo(expected);
    assertThat(LasAudit.of(copc)).isEmpty();

    Map<?, ?> virtual = json(out.resolve("survey.vpc"));
    Map<?, ?> item = (Map<?, ?>) ((List<?>) virtual.get("features")).getFirst();
    Map<?, ?> properties = (Map<?, ?>) item.get("properties");
    assertThat(properties.get("pc:count")).isEqualTo(found.size());
    assertThat(properties.get("proj:epsg")).isEqualTo(7_855);
    assertThat(((List<?>) item.get("bbox")).getFirst()).isInstanceOf(Double.class);
    assertThat((Double) ((List<?>) item.get("bbox")).getFirst()).isBetween(144.99, 145.01);
    assertThat(item.get("assets").toString()).contains("./" + copc.getFileName());
    Map<?, ?> tiles = json(out.resolve("tiles.geojson"));
    assertThat((List<?>) tiles.get("features")).hasSize(chunks().size());
  }

  private static Map<?, ?> json(Path file) throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  @Test
  void folderWithoutChunksIsRefused() {
    CaseRun run = CaseRun.of(folder, "export", "--out", folder.toString(), folder.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said()).contains("found no chunk", "expected", "cure");
  }
}
