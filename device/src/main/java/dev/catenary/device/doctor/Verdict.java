package dev.catenary.device.doctor;

/** How a check came out; worse ones are larger. */
public enum Verdict {
  GOOD,
  /** It will run, but worse than it could. */
  DOUBTFUL,
  /** It will not do its work. */
  BAD
}
