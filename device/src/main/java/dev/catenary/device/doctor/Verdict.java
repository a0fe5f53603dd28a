package dev.catenary.device.doctor;

/** Outcome of a check; worse ones are larger. */
public enum Verdict {
  GOOD,
  /** It will run, but worse than it could. */
  DOUBTFUL,
  /** It will not do its work. */
  BAD
}
