package dev.catenary.device.health;

/**
 * Judgement of a rule on a link now.
 *
 * @param why what was found and, where it is not well, what was expected
 * @param cure what a person does about it; empty when all is well
 */
public record Finding(Condition condition, String why, String cure) {
  static Finding ok(String why) {
    return new Finding(Condition.OK, why, "");
  }

  static Finding degraded(String why, String cure) {
    return new Finding(Condition.DEGRADED, why, cure);
  }

  static Finding failed(String why, String cure) {
    return new Finding(Condition.FAILED, why, cure);
  }

  /** The worse of two; the first when they are alike. */
  Finding or(Finding other) {
    return other.condition().compareTo(condition) > 0 ? other : this;
  }
}
