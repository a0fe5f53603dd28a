package dev.catenary.capture.trajectory;

import dev.catenary.capture.time.GpsTime;
import dev.catenary.capture.time.LeapSeconds;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Turns the times of one trajectory file into GPS time. */
final class TrajectoryTimes {
  private static final long DAY_NANOS = 86_400_000_000_000L;
  private static final long WEEK_NANOS = 7 * DAY_NANOS;
  private static final double WEEK_SECONDS = 604_800;

  /** Seconds of the week that go on counting into the next week or two. */
  private static final double SECONDS_MAX = 3 * WEEK_SECONDS;

  /** Form of the times. */
  enum Kind {
    /** Seconds of the GPS week; the date, or a column, tells the week. */
    SECONDS_OF_WEEK,
    /** Seconds since 1980-01-06 GPS time. */
    GPS_SECONDS,
    /** Seconds since 1970-01-01 UTC, without leap seconds. */
    UNIX_SECONDS,
    /** As 2026-11-29T23:59:59.995Z. */
    ISO_UTC
  }

  private final Path file;
  private final LeapSeconds leapSeconds;
  private final @Nullable LocalDate date;
  private final boolean isUtc;
  private long weekNanos = Long.MIN_VALUE;
  private double lastSeconds = Double.NaN;

  /**
   * @param date a day of the week of the first epoch; null where none was given
   * @param isUtc true when seconds of the week count in UTC
   */
  TrajectoryTimes(Path file, @Nullable LocalDate date, boolean isUtc, LeapSeconds leapSeconds) {
    this.file = file;
    this.date = date;
    this.isUtc = isUtc;
    this.leapSeconds = leapSeconds;
  }

  /**
   * GPS time of a number in a column.
   *
   * @throws TrajectoryException when the number is no such time, or the week is not known
   */
  long gpsNanos(Kind kind, double seconds, String where) throws TrajectoryException {
    return switch (kind) {
      case SECONDS_OF_WEEK -> ofWeek(seconds, where);
      case GPS_SECONDS -> Math.round(inRange(seconds, 1e8, 4e9, where) * 1e9);
      case UNIX_SECONDS ->
          leapSeconds.gpsOfUnix(Math.round(inRange(seconds, 3.2e8, 4e9, where) * 1e9));
      case ISO_UTC -> throw new IllegalStateException("a text, no number");
    };
  }

  /** The same of a text that is a date and time. */
  long gpsNanos(String iso, String where) throws TrajectoryException {
    try {
      Instant at = Instant.parse(iso);
      return leapSeconds.gpsOfUnix(at.getEpochSecond() * 1_000_000_000 + at.getNano());
    } catch (DateTimeParseException e) {
      throw new TrajectoryException(
          file,
          "\"" + iso + "\" as a time in " + where,
          "UTC as 2026-11-29T23:59:59.995Z",
          "Write it so, or use time_gps_sow.");
    }
  }

  /** GPS time of a week and its seconds, which both stand in the file. */
  long gpsNanos(int week, double seconds, String where) throws TrajectoryException {
    inRange(week, 1, 9_999, where);
    return toGps(week * WEEK_NANOS + nanos(inRange(seconds, 0, WEEK_SECONDS, where)));
  }

  private long ofWeek(double seconds, String where) throws TrajectoryException {
    inRange(seconds, 0, SECONDS_MAX, where);
    if (weekNanos == Long.MIN_VALUE) {
      weekNanos = firstWeek();
    } else if (lastSeconds - seconds > WEEK_SECONDS / 2) {
      weekNanos += WEEK_NANOS;
    }
    lastSeconds = seconds;
    return toGps(weekNanos + nanos(seconds));
  }

  private long firstWeek() throws TrajectoryException {
    if (date == null) {
      throw new TrajectoryException(
          file,
          "times in seconds of the week and no week",
          "a date with them",
          "Add --trajectory-date YYYY-MM-DD, a day of that GPS week (it begins on Sunday).");
    }
    long day = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000;
    return Math.floorDiv(GpsTime.ofUnix(day, 0), WEEK_NANOS) * WEEK_NANOS;
  }

  /** UTC seconds of the week are behind by the leap seconds of that date. */
  private long toGps(long nanos) {
    return isUtc ? leapSeconds.gpsOfUnix(GpsTime.toUnix(nanos, 0)) : nanos;
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private double inRange(double value, double min, double max, String where)
      throws TrajectoryException {
    if (value >= min && value <= max) {
      return value;
    }
    throw new TrajectoryException(
        file,
        String.format(java.util.Locale.ROOT, "%s as a time in %s", value, where),
        String.format(java.util.Locale.ROOT, "%.0f to %.0f", min, max),
        "Check that the file's time is what its header says.");
  }
}
