package dev.catenary.fleet.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Folder of checkpoints: {@code JOB/chk-NUMBER}, complete once it has {@code _metadata}. */
final class Checkpoints {
  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /** The complete one that was made last, whichever life of the job made it. */
  Optional<Path> newest() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.find(folder, 3, (path, facts) -> path.endsWith("_metadata"))) {
      return files
          .filter(file -> number(file.getParent()) > 0)
          .max(Comparator.comparingLong(Checkpoints::modifiedMillis))
          .map(Path::getParent);
    }
  }

  private static long number(@org.jspecify.annotations.Nullable Path checkpoint) {
    if (checkpoint == null || checkpoint.getFileName() == null) {
      return 0;
    }
    String name = checkpoint.getFileName().toString();
    return name.matches("chk-[0-9]{1,18}") ? Long.parseLong(name.substring(4)) : 0;
  }

  private static long modifiedMillis(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }
}
