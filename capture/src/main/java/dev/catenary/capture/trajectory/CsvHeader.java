package dev.catenary.capture.trajectory;

import dev.catenary.capture.trajectory.TextColumns.Column;
import dev.catenary.capture.trajectory.TextColumns.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a CSV trajectory: names with their units, as {@code latitude_deg}, and a time with
 * its scale: {@code time_gps_sow} (seconds of the GPS week), {@code time_gps} (seconds since
 * 1980-01-06), {@code time_utc} (2026-11-29T23:59:59.995Z) or {@code time_unix}.
 */
final class CsvHeader {
  private static final List<String> VALUES =
      List.of("latitude", "longitude", "height", "roll", "pitch", "heading");
  private static final String TIMES = "time_gps_sow, time_gps, time_utc or time_unix";

  private CsvHeader() {}

  /** True when a line is such a header, or was meant to be one. */
  static boolean isHeader(String line) {
    List<String> names = names(line);
    return names.size() >= 3
        && names.stream().anyMatch(name -> name.startsWith("time"))
        && names.stream().anyMatch(name -> name.startsWith("lat"));
  }

  private static List<String> names(String line) {
    List<String> names = new ArrayList<>();
    for (String name : line.split("[,;]", -1)) {
      names.add(
          name.strip()
              .toLowerCase(Locale.ROOT)
              .replace("\"", "")
              .replaceAll("[\\[(]|\\s+", "_")
              .replaceAll("[\\])]", "")
              .replaceAll("_+", "_"));
    }
    return names;
  }

  static TextColumns read(Path file, String line, TrajectoryTimes times)
      throws TrajectoryException {
    List<String> names = names(line);
    List<Column> columns = new ArrayList<>();
    for (String value : VALUES) {
      columns.add(column(file, names, value));
    }
    int time = -1;
    TrajectoryTimes.Kind kind = TrajectoryTimes.Kind.ISO_UTC;
    for (int i = 0; i < names.size() && time < 0; i++) {
      TrajectoryTimes.Kind one = kind(names.get(i));
      if (one != null) {
        time = i;
        kind = one;
      }
    }
    if (time < 0) {
      throw new TrajectoryException(
          file,
          "the columns " + String.join(", ", names),
          "a time with its scale: " + TIMES,
          "Name the time's column so in the first line.");
    }
    return new TextColumns(file, times, kind, time, -1, columns, names.size());
  }

  private static TrajectoryTimes.@org.jspecify.annotations.Nullable Kind kind(String name) {
    return switch (name) {
      case "time_gps_sow" -> TrajectoryTimes.Kind.SECONDS_OF_WEEK;
      case "time_gps" -> TrajectoryTimes.Kind.GPS_SECONDS;
      case "time_unix" -> TrajectoryTimes.Kind.UNIX_SECONDS;
      case "time_utc" -> TrajectoryTimes.Kind.ISO_UTC;
      default -> null;
    };
  }

  private static Column column(Path file, List<String> names, String value)
      throws TrajectoryException {
    boolean isHeight = value.equals("height");
    String units = isHeight ? value + "_m" : value + "_deg or " + value + "_rad";
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (isHeight && name.equals("height_m")) {
        return new Column(i, Unit.METRES);
      }
      if (!isHeight && name.equals(value + "_deg")) {
        return new Column(i, Unit.DEGREES);
      }
      if (!isHeight && name.equals(value + "_rad")) {
        return new Column(i, Unit.RADIANS);
      }
    }
    throw new TrajectoryException(
        file,
        (names.contains(value) ? value + " without a unit in" : "no " + value + " in")
            + " the columns "
            + String.join(", ", names),
        units,
        "Name the column so in the first line; height_m is above the ellipsoid.");
  }
}
