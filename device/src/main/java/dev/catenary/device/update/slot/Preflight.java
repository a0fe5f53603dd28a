package dev.catenary.device.update.slot;

import java.io.IOException;
import java.nio.file.Path;

/** Tries a new slot before it may be chosen. */
@FunctionalInterface
public interface Preflight {
  /**
   * Tries it.
   *
   * @throws IOException when it does not do what it must
   */
  void tryOut(String slot, Path folder) throws IOException;
}
