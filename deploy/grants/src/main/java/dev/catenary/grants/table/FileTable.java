package dev.catenary.grants.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table in a file, to be replaced by rename. */
public record FileTable(Path file) implements TableSource {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String read() throws IOException {
    return Files.readString(file);
  }
}
