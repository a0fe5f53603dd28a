package dev.catenary.release.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Publishes to a folder that a web server shows. */
public final class FolderPublisher implements Publisher {
  private final Path folder;

  public FolderPublisher(Path folder) {
    this.folder = folder;
  }

  @Override
  public void putOnce(String name, Path file) throws IOException {
    if (!Files.exists(folder.resolve(name))) {
      replace(name, file);
    }
  }

  @Override
  public void replace(String name, Path file) throws IOException {
    Path place = folder.resolve(name);
    Path part = place.resolveSibling(place.getFileName() + ".part");
    Files.createDirectories(place.resolveSibling(""));
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
