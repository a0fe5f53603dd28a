package dev.catenary.device.update.disk;

import dev.catenary.durable.FolderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small files read within a bound; files and folders that stay there, or gone, after a cut. */
public final class DurableFile {
  private DurableFile() {}

  /** The text of a file that is there and no longer than that many bytes. */
  public static Optional<String> text(Path file, int bytesMax) throws IOException {
    return bytes(file, bytesMax).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The bytes of a file that is there and no longer than that many. */
  public static Optional<byte[]> bytes(Path file, int bytesMax) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > bytesMax) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Deletes a file, so that a cut does not bring it back. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      FolderNames.force(file.toAbsolutePath().resolveSibling(""));
    }
  }

  /** Forces the names in a folder and in all below it. */
  public static void forceAllNames(Path folder) throws IOException {
    try (Stream<Path> walked = Files.walk(folder)) {
      for (Path each : walked.filter(Files::isDirectory).toList()) {
        FolderNames.force(each);
      }
    }
  }

  /** Deletes a folder and all in it; follows no link. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walked = Files.walk(folder)) {
      all = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
    FolderNames.force(folder.toAbsolutePath().resolveSibling(""));
  }
}
