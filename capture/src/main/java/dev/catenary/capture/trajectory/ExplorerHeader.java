package dev.catenary.capture.trajectory;

import dev.catenary.capture.trajectory.TextColumns.Column;
import dev.catenary.capture.trajectory.TextColumns.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a text that Inertial Explorer exported: a line of names, as {@code Week GPSTime
 * Latitude Longitude H-Ell Roll Pitch Heading}, and under it a line of units in brackets.
 *
 * <p>Source: NovAtel Inertial Explorer 8.90 user manual, "Export Wizard". Unverified: no export of
 * the program itself was at hand.
 */
final class ExplorerHeader {
  private static final Pattern BRACKETS = Pattern.compile("\\([^)]*\\)");

  /** Names by value, in the order of the fields. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("latitude", "lat"),
          List.of("longitude", "lon", "long"),
          List.of("h-ell", "hell", "ellheight", "ellipsoidalheight"),
          List.of("roll"),
          List.of("pitch"),
          List.of("heading", "azimuth"));

  private static final Map<String, Boolean> TIMES =
      Map.of("gpstime", false, "gpsseconds", false, "gpssec", false, "utctime", true);

  private ExplorerHeader() {}

  /** True when a line is the line of names. */
  static boolean isNames(String line) {
    List<String> names = names(line);
    return names.stream().anyMatch(TIMES::containsKey)
        && names.stream().anyMatch(NAMES.getFirst()::contains);
  }

  /** True when the times of that line are UTC. */
  static boolean isUtc(String line) {
    return names(line).stream().anyMatch(name -> TIMES.getOrDefault(name, false));
  }

  private static List<String> names(String line) {
    List<String> names = new ArrayList<>();
    for (String name : line.strip().split("[\\s,]+")) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /**
   * Reads both lines.
   *
   * @param units the line under the names
   */
  static TextColumns read(Path file, String line, String units, TrajectoryTimes times)
      throws TrajectoryException {
    List<String> names = names(line);
    List<String> brackets = new ArrayList<>();
    Matcher bracket = BRACKETS.matcher(units);
    while (bracket.find()) {
      brackets.add(bracket.group().toLowerCase(Locale.ROOT));
    }
    int week = names.indexOf("week");
    int needed = Math.max(week, find(file, names, List.copyOf(TIMES.keySet())));
    for (List<String> value : NAMES) {
      needed = Math.max(needed, find(file, names, value));
    }
    // Columns behind the ones that are needed, as Q, may have no unit.
    if (brackets.size() <= needed || brackets.size() > names.size()) {
      throw new TrajectoryException(
          file,
          names.size() + " names of columns and " + brackets.size() + " units under them",
          "as many units, in brackets, as names",
          "Export it again with column descriptions and units.");
    }
    int[] words = new int[needed + 1];
    int next = 0;
    for (int i = 0; i <= needed; i++) {
      words[i] = next;
      next += isDms(brackets.get(i)) ? 3 : 1;
    }
    List<Column> columns = new ArrayList<>();
    for (List<String> value : NAMES) {
      int at = find(file, names, value);
      columns.add(new Column(words[at], unit(file, names.get(at), brackets.get(at))));
    }
    int time = find(file, names, List.copyOf(TIMES.keySet()));
    if (!brackets.get(time).startsWith("(s")) {
      throw new TrajectoryException(
          file,
          names.get(time) + " in " + brackets.get(time),
          "seconds of the week: (sec)",
          "Export the time as GPS seconds of the week, with the week beside it.");
    }
    return new TextColumns(
        file,
        times,
        TrajectoryTimes.Kind.SECONDS_OF_WEEK,
        words[time],
        week < 0 ? week : words[week],
        columns,
        next);
  }

  private static boolean isDms(String unit) {
    return unit.matches("\\([^)]*d\\s*m\\s*s[^)]*\\)");
  }

  private static Unit unit(Path file, String name, String bracket) throws TrajectoryException {
    if (isDms(bracket)) {
      return Unit.DEGREES_MINUTES_SECONDS;
    }
    if (bracket.contains("deg")) {
      return Unit.DEGREES;
    }
    if (bracket.contains("rad")) {
      return Unit.RADIANS;
    }
    if (bracket.equals("(m)") || bracket.startsWith("(met")) {
      return Unit.METRES;
    }
    throw new TrajectoryException(
        file,
        name + " in " + bracket,
        "(deg), (+/-D M S), (rad) or (m)",
        "Export it again in degrees and metres.");
  }

  private static int find(Path file, List<String> names, List<String> wanted)
      throws TrajectoryException {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(names.get(i))) {
        return i;
      }
    }
    throw new TrajectoryException(
        file,
        "the columns " + String.join(", ", names),
        "one of " + String.join(", ", wanted) + " too",
        "Export it again with GPSTime, Latitude, Longitude, H-Ell, Roll, Pitch and Heading.");
  }
}
