package dev.catenary.capture.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the journal's files: each holds the sequence of its first datagram. */
final class Segments {
  private static final Pattern NAME = Pattern.compile("journal-([0-9]{19})\\.pcapng");

  private Segments() {}

  /** One file and the sequence it begins with. */
  record Segment(Path file, long firstSequence) {}

  static Path name(Path folder, long firstSequence) {
    return folder.resolve(String.format("journal-%019d.pcapng", firstSequence));
  }

  /** Tells that the run before stopped with all of it durable as chunks. */
  static Path stopped(Path folder) {
    return folder.resolve("stopped");
  }

  static boolean isStopped(Path folder) {
    return Files.exists(stopped(folder));
  }

  /** All segments there are, in order. */
  static List<Segment> list(Path folder) throws IOException {
    List<Segment> segments = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return segments;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          segments.add(new Segment(file, Long.parseLong(matcher.group(1))));
        }
      }
    }
    return segments;
  }
}
