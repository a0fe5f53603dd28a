package dev.catenary.device.update.part;

/** Kinds of parts, in the order in which they are taken: a model is measured on the new zones. */
public enum PartKind {
  /** Zones whose truth is known, for models to be measured on. */
  ZONES("zones"),
  /** Classifiers of points. */
  MODEL("models"),
  /** Distances that make a clearance violation. */
  RULES("rules");

  private final String word;

  PartKind(String word) {
    this.word = word;
  }

  /** First part of the names of its targets. */
  public String word() {
    return word;
  }
}
