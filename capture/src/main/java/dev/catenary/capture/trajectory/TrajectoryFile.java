package dev.catenary.capture.trajectory;

import dev.catenary.capture.time.LeapSeconds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a post-processed trajectory: SBET, Inertial Explorer text, or CSV with a header. Which it
 * is, its first bytes tell.
 */
public final class TrajectoryFile {
  private static final int LOOK_BYTES = 4_096;
  private static final int HEADER_LINES_MAX = 200;

  private TrajectoryFile() {}

  /**
   * Reads the whole file.
   *
   * @param date a day of the GPS week of the first epoch, for times in seconds of the week
   * @param isUtc true when seconds of the week count in UTC; a text's own header overrules it
   * @throws TrajectoryException when it is none: found, expected, cure
   */
  public static Trajectory read(
      Path file, @Nullable LocalDate date, boolean isUtc, LeapSeconds leapSeconds)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TrajectoryException(
          file, "no file of that name", "a trajectory", "Correct --trajectory.");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LOOK_BYTES);
    }
    refuseOthers(file, start);
    return isText(start)
        ? text(file, date, isUtc, leapSeconds)
        : SbetFile.read(file, new TrajectoryTimes(file, date, isUtc, leapSeconds));
  }

  private static void refuseOthers(Path file, byte[] start) throws TrajectoryException {
    if (start.length == 0) {
      throw new TrajectoryException(file, "0 bytes", "a trajectory", "Export it again.");
    }
    if (start.length == LOOK_BYTES && isText(start) && !isInLines(start)) {
      throw new TrajectoryException(
          file,
          "a line of more than " + LOOK_BYTES + " bytes",
          "text with an epoch in each line",
          "Export it again.");
    }
    String kind =
        begins(start, 0x1F, 0x8B)
            ? "a compressed file"
            : begins(start, 'P', 'K')
                ? "a zip archive"
                : begins(start, 'L', 'A', 'S', 'F') ? "a point cloud (LAS)" : null;
    if (kind != null) {
      throw new TrajectoryException(
          file, kind, "an SBET, Inertial Explorer text or CSV", "Unpack or export it first.");
    }
  }

  private static boolean begins(byte[] start, int... with) {
    boolean same = start.length >= with.length;
    for (int i = 0; same && i < with.length; i++) {
      same = (start[i] & 0xFF) == with[i];
    }
    return same;
  }

  /** Text has no control characters but those that part it; doubles soon have some. */
  private static boolean isText(byte[] start) {
    for (byte each : start) {
      if (each >= 0 && each < ' ' && each != '\t' && each != '\r' && each != '\n') {
        return false;
      }
    }
    return true;
  }

  private static boolean isInLines(byte[] start) {
    for (byte each : start) {
      if (each == '\n' || each == '\r') {
        return true;
      }
    }
    return false;
  }

  private static Trajectory text(
      Path file, @Nullable LocalDate date, boolean isUtc, LeapSeconds leapSeconds)
      throws IOException {
    EpochCheck epochs = new EpochCheck(file);
    TextColumns columns = null;
    boolean isCsv = false;
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (columns != null) {
          String[] words = isCsv ? parts(line) : line.strip().split("[\\s,]+");
          if (isCsv || columns.isEpoch(words)) {
            columns.add(words, "line " + number, epochs);
          }
        } else if (ExplorerHeader.isNames(line) && !CsvHeader.isHeader(line)) {
          String units = String.valueOf(lines.readLine());
          number++;
          boolean utc = ExplorerHeader.isUtc(line);
          var times = new TrajectoryTimes(file, date, utc, leapSeconds);
          columns = ExplorerHeader.read(file, line, units, times);
        } else if (CsvHeader.isHeader(line)) {
          isCsv = true;
          columns = CsvHeader.read(file, line, new TrajectoryTimes(file, date, isUtc, leapSeconds));
        } else if (number > HEADER_LINES_MAX) {
          break;
        }
      }
    }
    if (columns == null) {
      throw new TrajectoryException(
          file,
          "text without a header that is known",
          "CSV with time_gps_sow, latitude_deg, longitude_deg, height_m, roll_deg, pitch_deg,"
              + " heading_deg, or Inertial Explorer's names over units",
          "Add the first line, or export it again.");
    }
    return epochs.build(isCsv ? "CSV" : "Inertial Explorer text");
  }

  private static String[] parts(String line) {
    String[] parts = line.split("[,;]", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].strip();
    }
    return parts;
  }
}
