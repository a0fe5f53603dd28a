package dev.catenary.inference.training.cloud;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A cloud that must not be used, told as found, expected and cure. */
public final class CloudRefused extends IOException {
  @Serial private static final long serialVersionUID = 1;

  static final String AGAIN = "copy or write the file again";
  static final String HEADER = "have the header written anew from the points, or write it again";

  private CloudRefused(String message) {
    super(message);
  }

  static CloudRefused of(String found, String expected, String cure) {
    return new CloudRefused("found " + found + "; expected " + expected + "; cure: " + cure);
  }

  /** A file that ends, or cannot be read on, before all its points. */
  static CloudRefused cut(long found, long expected, String why, long fileBytes) {
    return of(
        String.format(
            "%,d of %,d points: %s, and the file has %,d bytes", found, expected, why, fileBytes),
        String.format("all %,d", expected),
        AGAIN);
  }

  /** The same with the file's name before it. */
  CloudRefused in(Path file) {
    return new CloudRefused(file + ": " + getMessage());
  }
}
