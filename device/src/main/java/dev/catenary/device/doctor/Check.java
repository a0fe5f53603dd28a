package dev.catenary.device.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one thing the machine needs. */
public interface Check {
  /** Looks, and changes nothing that stays. */
  List<Diagnosis> look() throws IOException;

  /**
   * Puts right what can be put right without losing anything.
   *
   * @return true when something was changed and another look is worth while
   */
  default boolean repair() throws IOException {
    return false;
  }
}
