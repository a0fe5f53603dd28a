package dev.catenary.device.export;

import dev.catenary.device.export.MapFeature.Layer;
import dev.catenary.device.export.MapFeature.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes all layers as one GeoPackage, in the map frame.
 *
 * <p>Where it is known what heights are counted from, the layers are in a compound system of the
 * map frame and heights, which has no code of EPSG and so an id of the file's own.
 *
 * <p>Source: OGC 12-128r18 (GeoPackage 1.3): clause 1.1.1 (file), 1.1.2 (spatial reference
 * systems), 1.1.3 (contents), 2.1.5 and 2.1.6 (geometry columns and feature tables).
 */
public final class GeoPackageFile {
  private static final int APPLICATION_ID = 0x4750_4B47;
  private static final int VERSION_1_3 = 10_300;
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE gpkg_spatial_ref_sys (
            srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)
          """,
          """
          CREATE TABLE gpkg_contents (
            table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '',
            last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
            min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
            CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id)
              REFERENCES gpkg_spatial_ref_sys(srs_id))
          """,
          """
          CREATE TABLE gpkg_geometry_columns (
            table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
            CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
            CONSTRAINT uk_gc_table_name UNIQUE (table_name),
            CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
            CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))
          """);

  private static final String WGS84 =
      "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";

  /** GeoPackage 1.3, table 1: a DATETIME is a text of this form, in UTC. */
  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Beyond all codes of EPSG. */
  private static final int OWN_SRS_IDS = 100_000;

  private final Instant madeAt;
  private final Map<Layer, Map<String, Object>> patterns;

  /**
   * @param patterns of each layer the names of its columns, with a value of each one's kind
   */
  public GeoPackageFile(Instant madeAt, Map<Layer, Map<String, Object>> patterns) {
    this.madeAt = madeAt;
    this.patterns = patterns;
  }

  /**
   * Writes a new file in place of any other: all layers, also those without a feature.
   *
   * @param frame of all features
   */
  public void write(Path file, MapFrameText frame, List<MapFeature> features) throws IOException {
    Files.deleteIfExists(file);
    int srsId = frame.epsgCode() + (frame.hasHeight() ? OWN_SRS_IDS : 0);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        statement.execute("PRAGMA user_version = " + VERSION_1_3);
        for (String table : TABLES) {
          statement.execute(table);
        }
        statement.execute(GeoPackageIndex.EXTENSIONS_TABLE);
      }
      frames(connection, frame, srsId);
      for (Layer layer : Layer.values()) {
        List<MapFeature> those = features.stream().filter(f -> f.layer() == layer).toList();
        layer(connection, layer, srsId, those);
        GeoPackageIndex.create(connection, layer.table(), those);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("the GeoPackage " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void frames(Connection connection, MapFrameText frame, int srsId)
      throws SQLException {
    String sql = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      row(insert, "Undefined Cartesian", -1, "NONE", -1, "undefined", "any Cartesian frame");
      row(insert, "Undefined geographic", 0, "NONE", 0, "undefined", "any geographic frame");
      row(insert, "WGS 84", 4_326, "EPSG", 4_326, WGS84, "longitude and latitude");
      int code = frame.epsgCode();
      row(insert, frame.crs(), code, "EPSG", code, frame.wkt(), "the survey's map frame");
      if (frame.hasHeight()) {
        row(
            insert,
            frame.crs() + " + ellipsoidal height",
            srsId,
            "NONE",
            srsId,
            frame.wktWithHeight(),
            "the survey's map frame, and heights above the ellipsoid");
      }
    }
  }

  private static void row(PreparedStatement insert, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(
          i + 1,
          switch (values[i]) {
            case Boolean flag -> flag ? 1 : 0;
            case Instant time -> DATETIME.format(time);
            case null -> null;
            default -> values[i];
          });
    }
    insert.executeUpdate();
  }

  private void layer(Connection connection, Layer layer, int srsId, List<MapFeature> features)
      throws SQLException {
    StringBuilder columns = new StringBuilder("fid INTEGER PRIMARY KEY AUTOINCREMENT, geom ");
    String type =
        switch (layer) {
          case PLACES -> "POINT";
          case ZONES -> "POLYGON";
          case SPANS, FINDINGS -> "LINESTRING";
        };
    columns.append(type);
    Map<String, Object> pattern = patterns.getOrDefault(layer, Map.of());
    pattern.forEach((name, value) -> columns.append(", \"" + name + "\" " + columnType(value)));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + layer.table() + " (" + columns + ")");
    }
    contents(connection, layer, srsId, type, features);
    String names = String.join("\", \"", pattern.keySet());
    String marks = ", ?".repeat(pattern.size());
    String sql =
        "INSERT INTO " + layer.table() + " (geom, \"" + names + "\") VALUES (?" + marks + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (MapFeature feature : features) {
        Object[] values = new Object[pattern.size() + 1];
        values[0] = GeoPackageGeometry.of(feature, srsId);
        int at = 1;
        for (String name : pattern.keySet()) {
          values[at++] = feature.attributes().get(name);
        }
        row(insert, values);
      }
    }
  }

  private static String columnType(Object value) {
    return switch (value) {
      case Double _ -> "DOUBLE";
      case Long _ -> "INTEGER";
      case Boolean _ -> "BOOLEAN";
      case Instant _ -> "DATETIME";
      default -> "TEXT";
    };
  }

  /** Least and most easting and northing; nothing of no feature. */
  private static @Nullable Object[] extent(List<MapFeature> features) {
    if (features.isEmpty()) {
      return new Object[4];
    }
    double[] extent = {
      Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE,
    };
    for (MapFeature feature : features) {
      for (Place place : feature.places()) {
        extent[0] = Math.min(extent[0], place.eastingMetres());
        extent[1] = Math.min(extent[1], place.northingMetres());
        extent[2] = Math.max(extent[2], place.eastingMetres());
        extent[3] = Math.max(extent[3], place.northingMetres());
      }
    }
    return new Object[] {extent[0], extent[1], extent[2], extent[3]};
  }

  private void contents(
      Connection connection, Layer layer, int srsId, String type, List<MapFeature> features)
      throws SQLException {
    @Nullable Object[] extent = extent(features);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)")) {
      row(
          insert,
          layer.table(),
          layer.table(),
          layer.sentence(),
          madeAt,
          extent[0],
          extent[1],
          extent[2],
          extent[3],
          srsId);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)")) {
      row(insert, layer.table(), "geom", type, srsId, 1, 0);
    }
  }
}
