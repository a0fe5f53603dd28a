package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.MetadataSet;
import dev.catenary.device.update.trust.format.UrlText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Lays the trusted metadata beside its store, a file for each role, for people and other tools. */
public final class MetadataCopies {
  private MetadataCopies() {}

  /** Writes the copies, and takes away those of roles that are trusted no more. */
  public static void write(MetadataSet set, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : set.files().entrySet()) {
      Path copy = folder.resolve(UrlText.part(file.getKey()) + ".json");
      Path part = folder.resolve("copy.part");
      Files.write(part, file.getValue());
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "*.json")) {
      for (Path copy : copies) {
        String name = copy.getFileName().toString();
        boolean isTrusted =
            set.files().keySet().stream()
                .anyMatch(role -> name.equals(UrlText.part(role) + ".json"));
        if (!isTrusted) {
          Files.delete(copy);
        }
      }
    }
  }
}
