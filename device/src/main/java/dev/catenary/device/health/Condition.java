package dev.catenary.device.health;

/** Condition of a link of the chain; worse ones are larger. */
public enum Condition {
  /** As it should be. */
  OK,
  /** It works, but something is lost, late or about to fail. */
  DEGRADED,
  /** It does not do its work. */
  FAILED;

  public static Condition worse(Condition a, Condition b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
