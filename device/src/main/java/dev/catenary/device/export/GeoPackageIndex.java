package dev.catenary.device.export;

import dev.catenary.device.export.MapFeature.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The spatial index of a feature table, and the triggers that keep it as the table is edited.
 *
 * <p>Source: OGC 12-128r18, annex F.3 "RTree Spatial Indexes".
 */
final class GeoPackageIndex {
  static final String EXTENSIONS_TABLE =
      """
      CREATE TABLE gpkg_extensions (
        table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
        definition TEXT NOT NULL, scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
      """;

  private static final String BOX =
      "(NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom))";
  private static final String IS_THERE = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))";
  private static final String IS_NOT_THERE = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";

  private GeoPackageIndex() {}

  /**
   * Makes the index of a table whose rows are the features in their order, numbered from 1.
   *
   * @param table with columns {@code fid} and {@code geom}
   */
  static void create(Connection connection, String table, List<MapFeature> features)
      throws SQLException {
    String index = "rtree_" + table + "_geom";
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIRTUAL TABLE " + index + " USING rtree(id, minx, maxx, miny, maxy)");
      statement.execute(
          "INSERT INTO gpkg_extensions VALUES ('"
              + table
              + "', 'geom', 'gpkg_rtree_index',"
              + " 'http://www.geopackage.org/spec121/#extension_rtree', 'write-only')");
    }
    String sql = "INSERT INTO " + index + " VALUES (?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int row = 0;
      for (MapFeature feature : features) {
        List<Place> places = feature.places();
        insert.setInt(1, ++row);
        insert.setDouble(2, places.stream().mapToDouble(Place::eastingMetres).min().orElse(0));
        insert.setDouble(3, places.stream().mapToDouble(Place::eastingMetres).max().orElse(0));
        insert.setDouble(4, places.stream().mapToDouble(Place::northingMetres).min().orElse(0));
        insert.setDouble(5, places.stream().mapToDouble(Place::northingMetres).max().orElse(0));
        insert.executeUpdate();
      }
    }
    triggers(connection, table, index);
  }

  private static void triggers(Connection connection, String table, String index)
      throws SQLException {
    String replace = "INSERT OR REPLACE INTO " + index + " VALUES " + BOX + "; ";
    String delete = "DELETE FROM " + index + " WHERE id = OLD.fid; ";
    try (Statement statement = connection.createStatement()) {
      for (String trigger :
          new String[] {
            "insert AFTER INSERT ON " + table + " WHEN " + IS_THERE + " BEGIN " + replace,
            "update1 AFTER UPDATE OF geom ON "
                + table
                + (" WHEN OLD.fid = NEW.fid AND " + IS_THERE + " BEGIN " + replace),
            "update2 AFTER UPDATE OF geom ON "
                + table
                + (" WHEN OLD.fid = NEW.fid AND " + IS_NOT_THERE + " BEGIN " + delete),
            "update3 AFTER UPDATE ON "
                + table
                + (" WHEN OLD.fid != NEW.fid AND " + IS_THERE + " BEGIN " + delete + replace),
            "update4 AFTER UPDATE ON "
                + table
                + (" WHEN OLD.fid != NEW.fid AND " + IS_NOT_THERE + " BEGIN ")
                + ("DELETE FROM " + index + " WHERE id IN (OLD.fid, NEW.fid); "),
            "delete AFTER DELETE ON " + table + " WHEN OLD.geom NOT NULL BEGIN " + delete
          }) {
        statement.execute("CREATE TRIGGER " + index + "_" + trigger + "END");
      }
    }
  }
}
