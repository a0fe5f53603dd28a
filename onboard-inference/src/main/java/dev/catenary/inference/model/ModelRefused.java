package dev.catenary.inference.model;

import java.io.Serial;

/** A model that must not run: it says what was found, what was expected. */
public final class ModelRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public ModelRefused(String message) {
    super(message);
  }

  public ModelRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
