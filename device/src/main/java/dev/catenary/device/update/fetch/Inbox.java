package dev.catenary.device.update.fetch;

import java.nio.file.Path;

/**
 * Folder where a delivery lies for the installer, laid out as a stick: {@code director/} and {@code
 * image/}, each a repository, and {@code request}, the number of what is to be installed.
 */
public record Inbox(Path folder) {
  public Path director() {
    return folder.resolve("director");
  }

  public Path image() {
    return folder.resolve("image");
  }

  public Path targets() {
    return image().resolve("targets");
  }

  public Path files() {
    return targets().resolve(FileFetch.FOLDER);
  }

  /** File that starts the installer. */
  public Path request() {
    return folder.resolve("request");
  }

  Path room() {
    return folder.resolve("room");
  }
}
