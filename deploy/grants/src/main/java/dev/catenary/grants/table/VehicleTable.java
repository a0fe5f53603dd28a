package dev.catenary.grants.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For which utility a vehicle captured at a time. A chunk belongs to whom the vehicle was working
 * for at its first datagram, whenever it is sent.
 */
public final class VehicleTable {
  static final List<String> COLUMNS = List.of("vehicle", "utility", "from", "until");

  private final Map<String, List<Duty>> byVehicle = new HashMap<>();

  /** From inclusive, until exclusive. */
  private record Duty(String utility, Instant from, Instant until) {
    boolean covers(Instant time) {
      return !time.isBefore(from) && time.isBefore(until);
    }

    boolean overlaps(Duty other) {
      return from.isBefore(other.until) && other.from.isBefore(until);
    }
  }

  private VehicleTable() {}

  /** Reads a table; each utility in it must be one of those. */
  public static VehicleTable read(String name, String text, UtilityTable utilities)
      throws TableException {
    TableLines lines = new TableLines(name, text, COLUMNS);
    VehicleTable table = new VehicleTable();
    for (TableLines.Row row : lines.rows()) {
      table.add(lines, row, utilities);
    }
    lines.refuseFaults();
    return table;
  }

  private void add(TableLines lines, TableLines.Row row, UtilityTable utilities) {
    String utility = row.name("utility");
    if (utilities.find(utility).isEmpty()) {
      lines.fault(
          row.line(), "utility '" + utility + "'", "one of the utilities' table", "add it there");
    }
    Duty duty =
        new Duty(
            utility, time(lines, row, "from", Instant.MIN), time(lines, row, "until", Instant.MAX));
    if (!duty.from.isBefore(duty.until)) {
      lines.fault(row.line(), "an end before its beginning", "from before until", "swap them");
      return;
    }
    String vehicle = row.name("vehicle");
    List<Duty> duties = byVehicle.computeIfAbsent(vehicle, any -> new ArrayList<>());
    for (Duty other : duties) {
      if (duty.overlaps(other)) {
        lines.fault(
            row.line(),
            vehicle + " for " + utility + " while it is for " + other.utility,
            "one utility at a time",
            "end the earlier line with the later one's beginning");
      }
    }
    duties.add(duty);
  }

  private static Instant time(
      TableLines lines, TableLines.Row row, String column, Instant otherwise) {
    String text = row.text(column);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      lines.fault(
          row.line(), column + " '" + text + "'", "a time as 2026-01-31T00:00:00Z", "correct it");
      return otherwise;
    }
  }

  public boolean knows(String vehicle) {
    return byVehicle.containsKey(vehicle);
  }

  /** The utility's name; empty when the vehicle was working for none. */
  public Optional<String> utilityAt(String vehicle, Instant time) {
    return byVehicle.getOrDefault(vehicle, List.of()).stream()
        .filter(duty -> duty.covers(time))
        .map(Duty::utility)
        .findFirst();
  }
}
