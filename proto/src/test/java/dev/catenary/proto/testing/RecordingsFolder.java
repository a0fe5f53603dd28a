package dev.catenary.proto.testing;

import java.nio.file.Path;

/** Where the real recordings lie that tests marked {@link Recordings} read. */
public final class RecordingsFolder {
  private RecordingsFolder() {}

  /** The folder that holds {@code sensors/} and {@code labelled/}. */
  public static Path path() {
    return Path.of(System.getProperty("catenary.recordings", "recordings")).normalize();
  }
}
