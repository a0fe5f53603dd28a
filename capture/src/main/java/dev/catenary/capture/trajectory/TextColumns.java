package dev.catenary.capture.trajectory;

import dev.catenary.capture.trajectory.Trajectory.Field;
import java.nio.file.Path;
import java.util.List;

/**
 * The columns of a text trajectory: which words of a line make the time and each value, and in what
 * unit.
 */
final class TextColumns {
  /** Form of an angle or height. */
  enum Unit {
    METRES,
    DEGREES,
    RADIANS,
    /** Three words: degrees with their sign, minutes, seconds. */
    DEGREES_MINUTES_SECONDS
  }

  /** A value's first word in a line, and its unit. */
  record Column(int word, Unit unit) {}

  private static final int NO_WEEK = -1;

  private final Path file;
  private final TrajectoryTimes times;
  private final TrajectoryTimes.Kind timeKind;
  private final int timeWord;
  private final int weekWord;
  private final List<Column> columns;
  private final int words;
  private final double[] epoch = new double[Field.values().length];

  /**
   * @param weekWord of the GPS week; negative where the file has none
   * @param columns by {@link Field}
   * @param words that a line has at least
   */
  TextColumns(
      Path file,
      TrajectoryTimes times,
      TrajectoryTimes.Kind timeKind,
      int timeWord,
      int weekWord,
      List<Column> columns,
      int words) {
    this.file = file;
    this.times = times;
    this.timeKind = timeKind;
    this.timeWord = timeWord;
    this.weekWord = weekWord;
    this.columns = List.copyOf(columns);
    this.words = words;
  }

  /** True when a line's words can be an epoch: enough of them, a number where the place stands. */
  boolean isEpoch(String[] line) {
    return line.length >= words && isNumber(line[columns.getFirst().word()]);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && "+-.0123456789".indexOf(word.charAt(0)) >= 0;
  }

  /** Adds the epoch of a line. */
  void add(String[] line, String where, EpochCheck epochs) throws TrajectoryException {
    if (line.length < words) {
      throw new TrajectoryException(
          file,
          line.length + " words in " + where,
          words + " or more, as the header has columns",
          "Copy the file again: the line is cut off or damaged.");
    }
    long gps;
    if (timeKind == TrajectoryTimes.Kind.ISO_UTC) {
      gps = times.gpsNanos(line[timeWord], where);
    } else if (weekWord > NO_WEEK) {
      double seconds = number(line[timeWord], where);
      gps = times.gpsNanos((int) number(line[weekWord], where), seconds, where);
    } else {
      gps = times.gpsNanos(timeKind, number(line[timeWord], where), where);
    }
    for (int i = 0; i < epoch.length; i++) {
      epoch[i] = value(line, columns.get(i), where);
    }
    epochs.add(gps, epoch, where);
  }

  private double value(String[] line, Column column, String where) throws TrajectoryException {
    String word = line[column.word()];
    double first = number(word, where);
    return switch (column.unit()) {
      case METRES, RADIANS -> first;
      case DEGREES -> Math.toRadians(first);
      case DEGREES_MINUTES_SECONDS -> {
        double part =
            number(line[column.word() + 1], where) / 60
                + number(line[column.word() + 2], where) / 3_600;
        yield Math.toRadians(word.startsWith("-") ? first - part : first + part);
      }
    };
  }

  private double number(String word, String where) throws TrajectoryException {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new TrajectoryException(
          file, "\"" + word + "\" in " + where, "a number", "Correct or leave out that line.");
    }
  }
}
