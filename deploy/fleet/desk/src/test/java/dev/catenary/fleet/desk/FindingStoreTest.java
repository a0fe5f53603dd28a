package dev.catenary.fleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.fleet.desk.store.FindingStore.Box;
import dev.catenary.fleet.desk.store.FindingStore.LogPlace;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreTest {
  @TempDir Path folder;

  @Test
  void aHigherVersionReplacesAndAnOlderOneIsNothing() {
    try (FindingStore store = new FindingStore(folder.resolve("desk.gpkg"))) {
      assertThat(store.take(List.of(Made.finding("a", 2, 3.0)), List.of(), Map.of())).hasSize(1);
      assertThat(store.take(List.of(Made.finding("a", 1, 9.0)), List.of(), Map.of())).isEmpty();
      assertThat(store.take(List.of(Made.finding("a", 2, 8.0)), List.of(), Map.of())).isEmpty();
      assertThat(store.find("a")).contains(Made.finding("a", 2, 3.0));
      assertThat(store.take(List.of(Made.finding("a", 3, 1.0)), List.of(), Map.of())).hasSize(1);
      assertThat(store.within(Box.ALL, 10)).containsExactly(Made.finding("a", 3, 1.0));
    }
  }

  @Test
  void theWorstComeFirstAndTheBoxHolds() {
    try (FindingStore store = new FindingStore(folder.resolve("desk.gpkg"))) {
      store.take(
          List.of(
              Made.finding("far", 1, 4.0),
              Made.finding("worst", 1, 1.0),
              Made.finding("bad", 1, 2.0)),
          List.of(),
          Map.of());
      assertThat(store.within(new Box(147, -38, 148, -37), 10))
          .extracting(finding -> finding.getFindingId())
          .containsExactly("worst", "bad", "far");
      assertThat(store.within(new Box(148, -38, 149, -37), 10)).isEmpty();
    }
  }

  @Test
  void thePlaceInTheLogSurvivesAndIsThatOfTheFindings() {
    LogPlace place = new LogPlace("findings", 2);
    try (FindingStore store = new FindingStore(folder.resolve("desk.gpkg"))) {
      store.take(List.of(Made.finding("a", 1, 3.0)), List.of(), Map.of(place, 7L));
    }
    try (FindingStore store = new FindingStore(folder.resolve("desk.gpkg"))) {
      assertThat(store.places()).containsExactly(Map.entry(place, 7L));
      assertThat(store.find("a")).isPresent();
    }
  }

  /** OGC 12-128r18: requirement 2 (application id), clause 2.1.3.1.1 (header of a geometry). */
  @Test
  void theFileIsAGeoPackage() throws Exception {
    Path file = folder.resolve("desk.gpkg");
    try (FindingStore store = new FindingStore(file)) {
      store.take(List.of(Made.finding("a", 1, 3.0)), List.of(), Map.of());
      try (var reader = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = reader.createStatement()) {
        assertThat(statement.executeQuery("PRAGMA application_id").getInt(1)).isEqualTo(0x47504B47);
        byte[] geometry = statement.executeQuery("SELECT geom FROM findings").getBytes(1);
        assertThat(geometry).startsWith('G', 'P', 0, 1).hasSize(8 + 21);
        assertThat(
                statement
                    .executeQuery(
                        "SELECT count(*) FROM gpkg_contents c JOIN gpkg_geometry_columns g"
                            + " USING (table_name) JOIN gpkg_spatial_ref_sys s"
                            + " ON s.srs_id = g.srs_id AND c.data_type = 'features'")
                    .getInt(1))
            .isOne();
      }
    }
  }
}
