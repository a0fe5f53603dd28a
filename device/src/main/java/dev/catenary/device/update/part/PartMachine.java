package dev.catenary.device.update.part;

import java.nio.file.Path;

/** The running machine, as far as its parts are replaced. One thread. */
public interface PartMachine {
  /** Why this machine takes no parts of a kind, as it is configured; empty when it does. */
  String whyNot(PartKind kind);

  /**
   * Tries a part beside what runs: opens it and, for a model, measures it.
   *
   * @param folder of its files, which are verified
   * @param zones folder of the set of zones in use; the same as {@code folder} for a set of zones
   * @return why it is not to be used; empty when it may
   */
  String tryOut(PartKind kind, Path folder, Path zones);

  /**
   * Works by a part from the next zone on.
   *
   * @return why it was refused, and what was used before still is; empty when it is in use
   */
  String use(PartKind kind, Path folder);

  /** Works by what the configuration names. */
  void useConfigured(PartKind kind);
}
