package dev.catenary.device.page.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/**
 * The day that this software is dated by. Nothing that it makes is older, whatever a clock says.
 */
final class BuildDate {
  private static final String RESOURCE = "build.properties";

  private BuildDate() {}

  static Instant instant() {
    try (InputStream in = BuildDate.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no " + RESOURCE);
      }
      Properties built = new Properties();
      built.load(in);
      return Instant.parse(built.getProperty("date"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A time that a clock tells, or the build's, which it cannot be before. */
  static Instant orLater(Instant told) {
    Instant built = instant();
    return told.isBefore(built) ? built : told;
  }
}
