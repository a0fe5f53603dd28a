package dev.catenary.device.page;

import dev.catenary.device.config.CatenaryConfig.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The raw journal's files as they lie on the disk. */
final class JournalAnswer {
  private JournalAnswer() {}

  static Map<String, Object> of(JournalSettings settings, Path folder) throws IOException {
    List<Object> segments = new ArrayList<>();
    long bytes = 0;
    Instant oldest = null;
    for (Path file : files(folder)) {
      try {
        long size = Files.size(file);
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", String.valueOf(file.getFileName()));
        one.put("bytes", size);
        one.put("changed", changed);
        segments.add(one);
        bytes += size;
        oldest = oldest == null || changed.isBefore(oldest) ? changed : oldest;
      } catch (NoSuchFileException e) {
        // Let go of just now.
      }
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("enabled", settings.enabled());
    told.put("directory", folder);
    told.put("segments", segments);
    told.put("bytes", bytes);
    told.put("oldest", oldest);
    told.put("keepRaw", settings.keepRaw());
    return told;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".pcapng")).sorted().toList();
    }
  }
}
