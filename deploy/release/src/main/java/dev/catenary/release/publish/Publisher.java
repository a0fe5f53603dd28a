package dev.catenary.release.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A place that vehicles fetch from. */
public interface Publisher {
  /**
   * Puts a file there whose content never changes under its name; one that is there stays.
   *
   * @param name with slashes
   */
  void putOnce(String name, Path file) throws IOException;

  /** Puts a file there in place of the one before. */
  void replace(String name, Path file) throws IOException;

  /**
   * Puts a repository there: the timestamp last, so that nobody is sent to what is not there yet.
   */
  static void publish(Path repository, String prefix, Publisher place) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(repository)) {
      files =
          walked
              .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".part"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      if (!file.endsWith("timestamp.json")) {
        place.putOnce(prefix + name(repository, file), file);
      }
    }
    for (Path file : files) {
      if (file.endsWith("timestamp.json")) {
        place.replace(prefix + name(repository, file), file);
      }
    }
  }

  private static String name(Path repository, Path file) {
    return repository.relativize(file).toString().replace('\\', '/');
  }
}
