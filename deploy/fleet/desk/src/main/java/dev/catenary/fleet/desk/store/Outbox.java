package dev.catenary.fleet.desk.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.proto.message.FleetAlert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts on their way to people. A mail has its name before it is sent, and keeps it. */
public final class Outbox {
  private final FindingStore lock;
  private final Connection writer;

  Outbox(FindingStore lock, Connection writer) {
    this.lock = lock;
    this.writer = writer;
  }

  /** An alert that waits. */
  public record Waiting(long number, FleetAlert alert) {}

  /** Alerts that are in no mail yet, the oldest first. */
  public List<Waiting> unnamed() {
    return new ArrayList<>(read("mail IS NULL").getOrDefault("", List.of()));
  }

  /** Mails that are named and not sent, with what is in each. */
  public Map<String, List<Waiting>> unsent() {
    return read("mail IS NOT NULL AND sent_millis IS NULL");
  }

  private Map<String, List<Waiting>> read(String condition) {
    synchronized (lock) {
      Map<String, List<Waiting>> found = new LinkedHashMap<>();
      try (Statement statement = writer.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT number, message, COALESCE(mail, '') FROM outbox WHERE "
                      + condition
                      + " ORDER BY number LIMIT 1000")) {
        while (row.next()) {
          found
              .computeIfAbsent(row.getString(3), any -> new ArrayList<>())
              .add(new Waiting(row.getLong(1), FleetAlert.parseFrom(row.getBytes(2))));
        }
        writer.commit();
        return found;
      } catch (SQLException | InvalidProtocolBufferException e) {
        throw new StoreException("found that the outbox cannot be read: " + e.getMessage(), e);
      }
    }
  }

  /** Puts alerts into one mail of this name. */
  public void name(List<Waiting> alerts, String mail) {
    change("UPDATE outbox SET mail = ? WHERE number = ?", alerts, mail);
  }

  /** Notes that a mail was taken by the mail server. */
  public void sent(List<Waiting> alerts, long millis) {
    change("UPDATE outbox SET sent_millis = ? WHERE number = ?", alerts, millis);
  }

  private void change(String statement, List<Waiting> alerts, Object value) {
    synchronized (lock) {
      try (PreparedStatement prepared = writer.prepareStatement(statement)) {
        for (Waiting alert : alerts) {
          prepared.setObject(1, value);
          prepared.setLong(2, alert.number());
          prepared.execute();
        }
        writer.commit();
      } catch (SQLException e) {
        throw new StoreException("found that the outbox cannot be written: " + e.getMessage(), e);
      }
    }
  }
}
