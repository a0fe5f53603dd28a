package dev.catenary.grants.desk;

import java.util.List;

/** Settings that cannot be used: each fault with where it stands, what was found, and the cure. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  public SettingsException(List<String> faults) {
    super(String.join("\n", faults));
  }
}
