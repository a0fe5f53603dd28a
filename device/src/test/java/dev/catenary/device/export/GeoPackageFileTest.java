package dev.catenary.device.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.capture.georeference.MapFrame;
import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file by SQL, and as GDAL reads it where its programs are installed. */
class GeoPackageFileTest {
  private static final Map<Layer, Map<String, Object>> PATTERNS =
      Map.of(
          Layer.PLACES, Map.of("seen", Instant.EPOCH),
          Layer.ZONES, Map.of("seen_from", Instant.EPOCH),
          Layer.SPANS, Map.of("length_m", 0.0),
          Layer.FINDINGS, Map.of("breach", false));

  @TempDir private Path folder;
  private Path file;

  private static MapFeature zone(double east, double north) {
    return new MapFeature(
        Layer.ZONES,
        "EPSG:32755",
        List.of(
            new Place(east, north, 5),
            new Place(east + 32, north, 5),
            new Place(east + 32, north + 32, 5),
            new Place(east, north + 32, 5),
            new Place(east, north, 5)),
        Map.of("seen_from", Instant.parse("2026-11-30T01:02:03.0456789Z")));
  }

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("findings.gpkg");
    MapFrame frame = MapFrame.of("EPSG:32755");
    List<MapFeature> features = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      features.add(zone(320_000 + 32 * i, 5_812_000));
    }
    new GeoPackageFile(Instant.parse("2026-12-01T00:00:00Z"), PATTERNS)
        .write(file, new MapFrameText("EPSG:32755", frame.wkt(), frame.wktWithHeight()), features);
  }

  private List<String> rows(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  @Test
  void allLayersAreThereAlsoTheEmptyOnes() throws Exception {
    assertThat(rows("SELECT table_name FROM gpkg_contents ORDER BY 1"))
        .containsExactly("findings", "places", "spans", "zones");
    assertThat(rows("SELECT count(*) FROM findings")).containsExactly("0");
    assertThat(rows("SELECT min_x FROM gpkg_contents WHERE table_name = 'findings'"))
        .containsExactly((String) null);
  }

  /** GeoPackage 1.3, table 1. */
  @Test
  void timesAreOfTheDatetimeTypeInItsOwnForm() throws Exception {
    assertThat(rows("SELECT type FROM pragma_table_info('zones') WHERE name = 'seen_from'"))
        .containsExactly("DATETIME");
    assertThat(rows("SELECT seen_from FROM zones LIMIT 1"))
        .containsExactly("2026-11-30T01:02:03.045Z");
  }

  /** Annex F.3: an index for each layer, its row among the extensions, and its six triggers. */
  @Test
  void eachLayerHasASpatialIndexThatFindsWhatIsThere() throws Exception {
    assertThat(
            rows(
                "SELECT id FROM rtree_zones_geom WHERE maxx >= 320100 AND minx <= 320110 AND maxy"
                    + " >= 5812000"))
        .containsExactly("4");
    assertThat(
            rows(
                "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
                    + " AND column_name = 'geom' AND scope = 'write-only'"))
        .containsExactly("4");
    assertThat(
            rows(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'places'"
                    + " ORDER BY name"))
        .containsExactly(
            "rtree_places_geom_delete",
            "rtree_places_geom_insert",
            "rtree_places_geom_update1",
            "rtree_places_geom_update2",
            "rtree_places_geom_update3",
            "rtree_places_geom_update4");
  }

  @Test
  void gdalReadsLayersTimesAndHeightsOfTheCompoundFrame() throws Exception {
    Path ogrinfo = Path.of("/usr/bin/ogrinfo");
    assumeTrue(Files.isExecutable(ogrinfo), "GDAL's programs are not installed");
    Process process =
        new ProcessBuilder(ogrinfo.toString(), "-ro", "-al", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("Layer name: places", "Layer name: findings", "Layer name: spans")
        .contains("seen_from: DateTime")
        .contains("seen_from (DateTime) = 2026/11/30 01:02:03.045+00")
        .contains("breach: Integer(Boolean)")
        .contains("Geometry: 3D Polygon")
        .contains("Feature Count: 40")
        .contains("Extent: (320000.000000, 5812000.000000) - (321280.000000, 5812032.000000)")
        .contains("UTM zone 55S")
        .contains("ellipsoidal height")
        .doesNotContain("Warning")
        .doesNotContain("ERROR");
  }
}
