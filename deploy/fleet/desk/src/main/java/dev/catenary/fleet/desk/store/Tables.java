package dev.catenary.fleet.desk.store;

import java.util.List;

/**
 * Tables of the store. Source of those named {@code gpkg_}: OGC 12-128r18 (GeoPackage 1.3), clauses
 * 1.1 and 2.1, and annex F.3 for the R*Tree. The triggers of F.3 are left out: the store writes the
 * tree itself, in the same transaction.
 */
final class Tables {
  static final int APPLICATION_ID = 0x4750_4B47;
  static final int VERSION_1_3 = 10_300;

  static final List<String> MAKE =
      List.of(
          """
          CREATE TABLE gpkg_spatial_ref_sys (
            srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)
          """,
          """
          CREATE TABLE gpkg_contents (
            table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
            description TEXT DEFAULT '', last_change DATETIME NOT NULL
              DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
            min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)
          """,
          """
          CREATE TABLE gpkg_geometry_columns (
            table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
            CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name))
          """,
          """
          CREATE TABLE gpkg_extensions (
            table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
            definition TEXT NOT NULL, scope TEXT NOT NULL)
          """,
          """
          INSERT INTO gpkg_spatial_ref_sys VALUES
            ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),
            ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
            ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",
              SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],
              UNIT["degree",0.0174532925199433]]', NULL)
          """,
          """
          CREATE TABLE findings (
            fid INTEGER PRIMARY KEY AUTOINCREMENT, geom BLOB NOT NULL,
            finding_id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, owner TEXT NOT NULL,
            state TEXT NOT NULL, rank INTEGER NOT NULL, rule TEXT NOT NULL,
            obstacle_class INTEGER NOT NULL, distance_metres DOUBLE NOT NULL,
            loaded_metres DOUBLE NOT NULL, required_metres DOUBLE NOT NULL,
            error_metres DOUBLE NOT NULL, growth_metres_a_year DOUBLE,
            growth_error_metres_a_year DOUBLE, vehicle TEXT NOT NULL, mission TEXT NOT NULL,
            last_seen DATETIME NOT NULL, datum TEXT NOT NULL, message BLOB NOT NULL)
          """,
          "CREATE INDEX findings_by_rank ON findings (rank, loaded_metres)",
          "CREATE VIRTUAL TABLE rtree_findings_geom USING rtree (id, minx, maxx, miny, maxy)",
          """
          INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
            VALUES ('findings', 'features', 'findings', 4326)
          """,
          "INSERT INTO gpkg_geometry_columns VALUES ('findings', 'geom', 'POINT', 4326, 0, 0)",
          """
          INSERT INTO gpkg_extensions VALUES ('findings', 'geom', 'gpkg_rtree_index',
            'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
          """,
          """
          CREATE TABLE log_places (
            topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
            PRIMARY KEY (topic, partition))
          """,
          """
          CREATE TABLE outbox (
            number INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL,
            withdrawn INTEGER NOT NULL, message BLOB NOT NULL, mail TEXT, sent_millis INTEGER,
            UNIQUE (alert_id, withdrawn))
          """);

  private Tables() {}
}
