package dev.catenary.fleet.desk.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Findings in one SQLite file that is a GeoPackage. What a batch brings and the place in the log
 * behind it are one transaction, and a finding is replaced by a higher version alone: read again
 * from any place, the log gives the same store. One thread at a time writes; any may read.
 */
public final class FindingStore implements AutoCloseable {
  private static final String UPSERT =
      """
      INSERT INTO findings (geom, finding_id, version, owner, state, rank, rule, obstacle_class,
        distance_metres, loaded_metres, required_metres, error_metres, growth_metres_a_year,
        growth_error_metres_a_year, vehicle, mission, last_seen, datum, message)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT (finding_id) DO UPDATE SET geom = excluded.geom, version = excluded.version,
        owner = excluded.owner, state = excluded.state, rank = excluded.rank, rule = excluded.rule,
        obstacle_class = excluded.obstacle_class, distance_metres = excluded.distance_metres,
        loaded_metres = excluded.loaded_metres, required_metres = excluded.required_metres,
        error_metres = excluded.error_metres, growth_metres_a_year = excluded.growth_metres_a_year,
        growth_error_metres_a_year = excluded.growth_error_metres_a_year,
        vehicle = excluded.vehicle, mission = excluded.mission, last_seen = excluded.last_seen,
        datum = excluded.datum, message = excluded.message
      WHERE excluded.version > findings.version
      RETURNING fid
      """;

  private final String url;
  private final Connection writer;

  /** Opens the file, or makes it. */
  public FindingStore(Path file) {
    this.url = "jdbc:sqlite:" + file;
    boolean isNew = !Files.exists(file);
    try {
      writer = DriverManager.getConnection(url);
      try (Statement statement = writer.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA busy_timeout = 10000");
        writer.setAutoCommit(false);
        if (isNew) {
          statement.execute("PRAGMA application_id = " + Tables.APPLICATION_ID);
          statement.execute("PRAGMA user_version = " + Tables.VERSION_1_3);
          for (String table : Tables.MAKE) {
            statement.execute(table);
          }
        }
        writer.commit();
      }
    } catch (SQLException e) {
      throw new StoreException("found that " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Place in the log. */
  public record LogPlace(String topic, int partition) {}

  /**
   * Takes a batch in.
   *
   * @param next where reading goes on, by place
   * @return the findings that are newer than what was there
   */
  public synchronized List<FleetFinding> take(
      List<FleetFinding> findings, List<FleetAlert> alerts, Map<LogPlace, Long> next) {
    List<FleetFinding> changed = new ArrayList<>();
    try {
      for (FleetFinding finding : findings) {
        if (upsert(finding)) {
          changed.add(finding);
        }
      }
      for (FleetAlert alert : alerts) {
        toOutbox(alert);
      }
      for (Map.Entry<LogPlace, Long> place : next.entrySet()) {
        go(place.getKey(), place.getValue());
      }
      writer.commit();
      return changed;
    } catch (SQLException e) {
      rollBack();
      throw new StoreException("found that a batch was not stored: " + e.getMessage(), e);
    }
  }

  private boolean upsert(FleetFinding finding) throws SQLException {
    long fid;
    try (PreparedStatement statement = writer.prepareStatement(UPSERT)) {
      int column = 0;
      statement.setBytes(++column, point(finding));
      statement.setString(++column, finding.getFindingId());
      statement.setLong(++column, finding.getVersion());
      statement.setString(++column, finding.getOwner());
      statement.setString(++column, state(finding));
      statement.setInt(++column, finding.getRank());
      statement.setString(++column, finding.getRule());
      statement.setInt(++column, finding.getObstacleClass());
      statement.setDouble(++column, finding.getDistanceMetres());
      statement.setDouble(++column, finding.getLoadedDistanceMetres());
      statement.setDouble(++column, finding.getRequiredMetres());
      statement.setDouble(++column, finding.getErrorMetres());
      boolean grows = finding.hasGrowth();
      statement.setObject(++column, grows ? finding.getGrowth().getMetresAYear() : null);
      statement.setObject(++column, grows ? finding.getGrowth().getErrorMetresAYear() : null);
      statement.setString(++column, finding.getVehicle());
      statement.setString(++column, finding.getMission());
      statement.setString(
          ++column, Instant.ofEpochMilli(finding.getLastSeenNanos() / 1_000_000).toString());
      statement.setString(++column, finding.getDatum());
      statement.setBytes(++column, finding.toByteArray());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        fid = row.getLong(1);
      }
    }
    try (PreparedStatement tree =
        writer.prepareStatement("INSERT OR REPLACE INTO rtree_findings_geom VALUES (?,?,?,?,?)")) {
      tree.setLong(1, fid);
      tree.setDouble(2, finding.getLongitudeDegrees());
      tree.setDouble(3, finding.getLongitudeDegrees());
      tree.setDouble(4, finding.getLatitudeDegrees());
      tree.setDouble(5, finding.getLatitudeDegrees());
      tree.execute();
    }
    return true;
  }

  private void toOutbox(FleetAlert alert) throws SQLException {
    try (PreparedStatement statement =
        writer.prepareStatement(
            "INSERT OR IGNORE INTO outbox (alert_id, withdrawn, message) VALUES (?,?,?)")) {
      statement.setString(1, alert.getAlertId());
      statement.setBoolean(2, alert.getWithdrawn());
      statement.setBytes(3, alert.toByteArray());
      statement.execute();
    }
  }

  private void go(LogPlace place, long next) throws SQLException {
    try (PreparedStatement statement =
        writer.prepareStatement("INSERT OR REPLACE INTO log_places VALUES (?,?,?)")) {
      statement.setString(1, place.topic());
      statement.setInt(2, place.partition());
      statement.setLong(3, next);
      statement.execute();
    }
  }

  private void rollBack() {
    try {
      writer.rollback();
    } catch (SQLException e) {
      throw new StoreException("found that a batch was not taken back: " + e.getMessage(), e);
    }
  }

  /** Where reading of the log goes on; places that were never read are not in it. */
  public synchronized Map<LogPlace, Long> places() {
    Map<LogPlace, Long> places = new HashMap<>();
    try (Statement statement = writer.createStatement();
        ResultSet row = statement.executeQuery("SELECT topic, partition, next FROM log_places")) {
      while (row.next()) {
        places.put(new LogPlace(row.getString(1), row.getInt(2)), row.getLong(3));
      }
      writer.commit();
      return places;
    } catch (SQLException e) {
      throw new StoreException("found no places: " + e.getMessage(), e);
    }
  }

  /** Part of the map in degrees; west above east is not for the date line but empty. */
  public record Box(double west, double south, double east, double north) {
    /** The whole map. */
    public static final Box ALL = new Box(-180, -90, 180, 90);
  }

  /** Findings in a box, the worst first: by rank, then by the distance that is missing. */
  public List<FleetFinding> within(Box box, int most) {
    String query =
        """
        SELECT message FROM findings WHERE fid IN (SELECT id FROM rtree_findings_geom
          WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)
        ORDER BY rank, loaded_metres - required_metres, finding_id LIMIT ?
        """;
    try (Connection reader = DriverManager.getConnection(url);
        PreparedStatement statement = reader.prepareStatement(query)) {
      statement.setDouble(1, box.west());
      statement.setDouble(2, box.east());
      statement.setDouble(3, box.south());
      statement.setDouble(4, box.north());
      statement.setInt(5, most);
      List<FleetFinding> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(FleetFinding.parseFrom(row.getBytes(1)));
        }
      }
      return found;
    } catch (SQLException | InvalidProtocolBufferException e) {
      throw new StoreException("found that findings cannot be read: " + e.getMessage(), e);
    }
  }

  /** One finding; empty where there is none of this id. */
  public Optional<FleetFinding> find(String findingId) {
    try (Connection reader = DriverManager.getConnection(url);
        PreparedStatement statement =
            reader.prepareStatement("SELECT message FROM findings WHERE finding_id = ?")) {
      statement.setString(1, findingId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(FleetFinding.parseFrom(row.getBytes(1))) : Optional.empty();
      }
    } catch (SQLException | InvalidProtocolBufferException e) {
      throw new StoreException("found that a finding cannot be read: " + e.getMessage(), e);
    }
  }

  /** The mail that waits and was sent, in the same file. */
  public Outbox outbox() {
    return new Outbox(this, writer);
  }

  /** As {@code new} or {@code worse}. */
  public static String state(FleetFinding finding) {
    return finding.getState().name().toLowerCase(Locale.ROOT).replace("pass_", "");
  }

  /** GeoPackage binary (clause 2.1.3): header without envelope, then a WKB point, little endian. */
  private static byte[] point(FleetFinding finding) {
    return ByteBuffer.allocate(29)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'G')
        .put((byte) 'P')
        .put((byte) 0)
        .put((byte) 1)
        .putInt(4326)
        .put((byte) 1)
        .putInt(1)
        .putDouble(finding.getLongitudeDegrees())
        .putDouble(finding.getLatitudeDegrees())
        .array();
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (SQLException e) {
      throw new StoreException("found that the store did not close: " + e.getMessage(), e);
    }
  }
}
