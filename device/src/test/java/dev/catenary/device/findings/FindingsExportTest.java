package dev.catenary.device.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.device.place.Assets;
import dev.catenary.device.place.PlaceIds;
import dev.catenary.device.place.PlaceList;
import dev.catenary.device.place.ViolationPlace;
import dev.catenary.proto.message.Extent;
import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.Span;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;
import dev.catenary.uplink.chunk.ZoneEventFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** JSON is read by a YAML reader (JSON is YAML 1.2), the GeoPackage by SQL and by hand. */
class FindingsExportTest {
  private static final int FLOWING = 40;

  /**
   * The corner of a zone whose south-west is at 320,000 m east, 5,812,000 m north, UTM 55 south.
   */
  private static final ZoneEvent EVENT =
      ZoneEvent.newBuilder()
          .setFormatVersion(1)
          .setEventId("epsg32755-32m-10000-181625_m_7")
          .setRevision(2)
          .setFinal(true)
          .setVehicle("v\"1")
          .setMission("m")
          .setZone(
              Zone.newBuilder()
                  .setCrs("EPSG:32755")
                  .setCellMetres(32)
                  .setColumn(10_000)
                  .setRow(181_625)
                  .setWkt("PROJCS[\"x\"]"))
          .setExtent(Extent.newBuilder().setHeightMinMetres(12))
          .setPoints(99)
          .setSeverity(0.7)
          .addSpans(
              Span.newBuilder()
                  .setNumber(1)
                  .setAnchorEastingMetres(320_016)
                  .setAnchorNorthingMetres(5_812_016)
                  .setHeadingEast(1)
                  .setHeightMetres(22)
                  .setPerMetre(0.01)
                  .setFromMetres(-10)
                  .setToMetres(10))
          .addFindings(
              Finding.newBuilder()
                  .setSpan(1)
                  .setObstacleClass(5)
                  .setEastingMetres(320_017)
                  .setNorthingMetres(5_812_016)
                  .setHeightMetres(20.5)
                  .setWireEastingMetres(320_016.9)
                  .setWireNorthingMetres(5_812_016)
                  .setWireHeightMetres(22)
                  .setDistanceMetres(1.5)
                  .setLoadedDistanceMetres(0.8)
                  .setRequiredMetres(1.5)
                  .setViolation(true)
                  .setRule("r"))
          .build();

  @TempDir private Path folder;

  @BeforeEach
  void export() throws Exception {
    List<ViolationPlace> places =
        new PlaceList(new PlaceIds(), Assets.NONE)
            .of(List.of(EVENT), Map.of(EVENT.getEventId(), "chunk-7"));
    FindingsExport.write(folder, List.of(EVENT), places, Instant.parse("2026-11-21T00:00:00Z"));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> onlyFeature(String file) throws Exception {
    Map<String, Object> collection =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(folder.resolve(file)));
    assertThat(collection).containsEntry("type", "FeatureCollection");
    return ((List<Map<String, Object>>) collection.get("features")).getFirst();
  }

  @Test
  @SuppressWarnings("unchecked")
  void geoJsonHasLongitudeLatitudeAndHeight() throws Exception {
    Map<String, Object> span = onlyFeature("spans.geojson");
    Map<String, Object> geometry = (Map<String, Object>) span.get("geometry");
    assertThat(geometry).containsEntry("type", "LineString");
    List<List<Double>> places = (List<List<Double>>) geometry.get("coordinates");
    assertThat(places).hasSize(11);
    // pyproj 3.7.2 with PROJ 9.5.1 of EPSG:32755 320006, 5812016.
    assertThat(places.getFirst().get(0)).isCloseTo(LONGITUDE, within(1e-7));
    assertThat(places.getFirst().get(1)).isCloseTo(LATITUDE, within(1e-7));
    // A catenary of a = 100 m, 10 m from its lowest point: 100 (cosh 0.1 - 1) = 0.500417 m higher.
    assertThat(places.getFirst().get(2)).isCloseTo(22.500, within(0.001));
    assertThat(places.get(5).get(2)).isCloseTo(22, within(0.001));
  }

  private static final double LONGITUDE = 144.9549472262409;
  private static final double LATITUDE = -37.82153049834601;

  @Test
  @SuppressWarnings("unchecked")
  void zoneIsARingThatRunsCounterClockwiseAndCloses() throws Exception {
    Map<String, Object> zone = onlyFeature("zones.geojson");
    Map<String, Object> geometry = (Map<String, Object>) zone.get("geometry");
    List<List<Double>> ring = ((List<List<List<Double>>>) geometry.get("coordinates")).getFirst();
    assertThat(ring.getFirst()).isEqualTo(ring.getLast());
    double twiceArea = 0;
    for (int i = 0; i + 1 < ring.size(); i++) {
      twiceArea +=
          ring.get(i).get(0) * ring.get(i + 1).get(1) - ring.get(i + 1).get(0) * ring.get(i).get(1);
    }
    assertThat(twiceArea).isPositive();
    assertThat((Map<String, Object>) zone.get("properties"))
        .containsEntry("vehicle", "v\"1")
        .containsEntry("final", true);
  }

  @Test
  @SuppressWarnings("unchecked")
  void findingSaysDistanceAndRule() throws Exception {
    Map<String, Object> properties =
        (Map<String, Object>) onlyFeature("findings.geojson").get("properties");
    assertThat(properties)
        .containsEntry("obstacle", "vegetation")
        .containsEntry("violation", true)
        .containsEntry("loaded_distance_m", 0.8)
        .containsEntry("rule", "r");
  }

  @Test
  void geoPackageHasWhatTheStandardAsksFor() throws Exception {
    try (Connection db = open()) {
      // Requirement 2: application id "GPKG"; user version 10300 is 1.3.
      assertThat(number(db, "PRAGMA application_id")).isEqualTo(0x47504B47L);
      assertThat(number(db, "PRAGMA user_version")).isEqualTo(10_300);
      // Requirements 6 and 7.
      assertThat(text(db, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(number(db, "SELECT count(*) FROM pragma_foreign_key_check")).isZero();
      // Requirement 11: these three frames are always there.
      assertThat(
              number(db, "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"))
          .isEqualTo(3);
      assertThat(
              number(
                  db,
                  "SELECT count(*) FROM gpkg_contents c JOIN gpkg_geometry_columns g USING"
                      + " (table_name) WHERE c.data_type = 'features' AND c.srs_id = g.srs_id"))
          .isEqualTo(4);
      assertThat(text(db, "SELECT chunk FROM places")).isEqualTo("chunk-7");
      assertThat(number(db, "SELECT count(*) FROM spans")).isEqualTo(1);
      assertThat(text(db, "SELECT rule FROM findings WHERE violation = 1")).isEqualTo("r");
    }
  }

  @Test
  void geometryIsAGeoPackageBlobInTheMapFrame() throws Exception {
    try (Connection db = open();
        var statement = db.createStatement();
        ResultSet row = statement.executeQuery("SELECT geom FROM findings")) {
      ByteBuffer blob = ByteBuffer.wrap(row.getBytes(1)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(blob.get()).isEqualTo((byte) 'G');
      assertThat(blob.get()).isEqualTo((byte) 'P');
      assertThat(blob.get()).isZero();
      assertThat(blob.get()).isEqualTo((byte) 3);
      assertThat(blob.getInt()).isEqualTo(32_755);
      assertThat(blob.getDouble()).isEqualTo(320_016.9);
      assertThat(blob.getDouble()).isEqualTo(320_017);
      blob.position(8 + 32);
      assertThat(blob.get()).isEqualTo((byte) 1);
      assertThat(blob.getInt()).isEqualTo(1_002);
      assertThat(blob.getInt()).isEqualTo(2);
      assertThat(blob.getDouble()).isEqualTo(320_017);
      assertThat(blob.getDouble()).isEqualTo(5_812_016);
      assertThat(blob.getDouble()).isEqualTo(20.5);
    }
  }

  @Test
  void finalEventHoldsOverAnEarlierOneWhateverTheOrder() throws Exception {
    ZoneEvent last = EVENT.toBuilder().setVehicle("v1").build();
    ZoneEvent early = last.toBuilder().setFinal(false).setRevision(5).clearFindings().build();
    Path events = Files.createDirectory(folder.resolve("events"));
    Files.write(events.resolve("a.event"), ZoneEventFile.write(last));
    Files.write(events.resolve("b.event"), ZoneEventFile.write(early));
    Files.write(events.resolve("c.event"), new byte[] {1, 2, 3});
    EventCollector collector = new EventCollector();
    collector.addFolder(events);
    assertThat(collector.events()).hasSize(1);
    assertThat(collector.events().iterator().next().getFindingsCount()).isEqualTo(1);
    assertThat(collector.damaged()).singleElement().asString().contains("c.event");
  }

  /** The recorder renames, the uploader deletes, and nobody waits for us. */
  @Test
  void folderInUseIsReadWithWhatStaysInIt() throws Exception {
    Path events = Files.createDirectory(folder.resolve("spool"));
    byte[] bytes = ZoneEventFile.write(EVENT.toBuilder().setVehicle("v1").build());
    Files.write(events.resolve("stays.event"), bytes);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch flowing = new CountDownLatch(1);
    Callable<Long> flow =
        () -> {
          long passed = 0;
          while (!done.get()) {
            for (int i = 0; i < FLOWING; i++) {
              Path part = Files.write(events.resolve(i + ".event.part"), bytes);
              Files.move(part, events.resolve(i + ".event"));
            }
            for (int i = 0; i < FLOWING; i++) {
              Files.delete(events.resolve(i + ".event"));
            }
            passed += FLOWING;
            flowing.countDown();
          }
          return passed;
        };
    try (ExecutorService vehicle = Executors.newSingleThreadExecutor()) {
      var passed = vehicle.submit(flow);
      try {
        assertThat(flowing.await(30, TimeUnit.SECONDS)).isTrue();
        for (int round = 0; round < 100; round++) {
          EventCollector collector = new EventCollector();
          collector.addFolder(events);
          assertThat(collector.events()).hasSize(1);
          assertThat(collector.files()).isPositive();
          assertThat(collector.damaged()).isEmpty();
        }
      } finally {
        done.set(true);
      }
      assertThat(passed.get()).isPositive();
    }
  }

  @Test
  void folderOrFileThatIsNotThereIsAnError() {
    EventCollector collector = new EventCollector();
    assertThatThrownBy(() -> collector.addFolder(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> collector.addFile(folder.resolve("none.event")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("findings.gpkg"));
  }

  private static long number(Connection db, String sql) throws SQLException {
    try (var statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private static String text(Connection db, String sql) throws SQLException {
    try (var statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
