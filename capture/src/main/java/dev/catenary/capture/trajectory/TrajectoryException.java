package dev.catenary.capture.trajectory;

import java.io.IOException;
import java.nio.file.Path;

/** A trajectory file that cannot be used: what was found, what was expected, and the cure. */
public final class TrajectoryException extends IOException {
  private static final long serialVersionUID = 1L;

  TrajectoryException(Path file, String found, String expected, String cure) {
    super(
        String.format("%s: found %s; expected %s. %s", file.getFileName(), found, expected, cure));
  }
}
