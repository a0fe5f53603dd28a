package dev.catenary.device.cloud;

import dev.catenary.durable.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A text on the disk that a power cut leaves as it was or as it is to be. One thread uses it. */
public final class KeptWish {
  private final Path file;

  public KeptWish(Path file) {
    this.file = file;
  }

  /** Empty when none is kept. */
  public String read() throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  public void keep(String text) throws IOException {
    WholeFile.write(file, text);
  }
}
