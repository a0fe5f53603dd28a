package dev.catenary.fleet.command.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Reads the desk's store from outside, as any other program could. */
public final class StoreCheck {
  private StoreCheck() {}

  /** Findings of the store by their ids; none where there is no store yet. */
  public static Map<String, FleetFinding> findings(Path store)
      throws SQLException, InvalidProtocolBufferException {
    Map<String, FleetFinding> found = new HashMap<>();
    if (!Files.exists(store)) {
      return found;
    }
    try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery("SELECT message FROM findings")) {
      while (row.next()) {
        FleetFinding finding = FleetFinding.parseFrom(row.getBytes(1));
        found.put(finding.getFindingId(), finding);
      }
    }
    return found;
  }
}
