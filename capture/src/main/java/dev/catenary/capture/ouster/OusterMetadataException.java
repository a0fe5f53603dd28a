package dev.catenary.capture.ouster;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A sensor's metadata could not be used; says what was found, what was expected, and the cure. */
public final class OusterMetadataException extends IOException {
  private static final long serialVersionUID = 1;

  /** Way to the right file. */
  public static final String CURE =
      "Take it from the running sensor, again after each change of its configuration:"
          + " curl http://SENSOR/api/v1/sensor/metadata -o FILE";

  private final String foundAndExpected;

  OusterMetadataException(String foundAndExpected, @Nullable Throwable cause) {
    super(foundAndExpected + ". " + CURE, cause);
    this.foundAndExpected = foundAndExpected;
  }

  /** The file, what was found in it and what was expected. */
  public String foundAndExpected() {
    return foundAndExpected;
  }
}
