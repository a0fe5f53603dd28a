package dev.catenary.capture.trajectory;

import dev.catenary.capture.trajectory.Trajectory.Field;
import java.nio.file.Path;
import java.util.Locale;

/** Takes the epochs of one file and refuses what can be no trajectory. */
final class EpochCheck {
  private static final double HEIGHT_METRES_MAX = 100_000;

  private final Path file;
  private final Trajectory.Builder builder = new Trajectory.Builder();

  EpochCheck(Path file) {
    this.file = file;
  }

  /**
   * Adds an epoch.
   *
   * @param epoch values by {@link Field}
   * @param where of it in the file, for people
   */
  void add(long gpsNanos, double[] epoch, String where) throws TrajectoryException {
    angle(epoch[Field.LATITUDE.ordinal()], 90, "latitude", where);
    angle(epoch[Field.LONGITUDE.ordinal()], 360, "longitude", where);
    angle(epoch[Field.ROLL.ordinal()], 360, "roll", where);
    angle(epoch[Field.PITCH.ordinal()], 180, "pitch", where);
    angle(epoch[Field.HEADING.ordinal()], 720, "heading", where);
    double height = epoch[Field.HEIGHT.ordinal()];
    if (!(Math.abs(height) < HEIGHT_METRES_MAX)) {
      throw new TrajectoryException(
          file,
          String.format(Locale.ROOT, "a height of %s m in %s", height, where),
          "less than 100 km",
          "Export it again with heights above the ellipsoid, in metres.");
    }
    if (builder.size() > 0 && gpsNanos <= builder.lastGpsNanos()) {
      if (gpsNanos == builder.lastGpsNanos()) {
        return;
      }
      throw new TrajectoryException(
          file,
          String.format(
              Locale.ROOT,
              "a time in %s that is %.3f s before the one above it",
              where,
              (builder.lastGpsNanos() - gpsNanos) / 1e9),
          "times that rise",
          "Export it forward in time (or the smoothed, combined solution).");
    }
    if (epoch[Field.LONGITUDE.ordinal()] > Math.PI) {
      epoch[Field.LONGITUDE.ordinal()] -= 2 * Math.PI;
    }
    builder.add(gpsNanos, epoch);
  }

  private void angle(double rad, double degreesMax, String name, String where)
      throws TrajectoryException {
    if (!(Math.abs(rad) <= Math.toRadians(degreesMax) + 1e-9)) {
      throw new TrajectoryException(
          file,
          String.format(Locale.ROOT, "a %s of %s rad in %s", name, rad, where),
          String.format(Locale.ROOT, "at most %.0f degrees", degreesMax),
          "Check the file's units: SBET has radians, text what its header says.");
    }
  }

  Trajectory build(String format) throws TrajectoryException {
    if (builder.size() < 2) {
      throw new TrajectoryException(
          file,
          builder.size() + " epochs (" + format + ")",
          "two or more",
          "Export the whole of the survey.");
    }
    return builder.build(String.valueOf(file.getFileName()), format);
  }
}
