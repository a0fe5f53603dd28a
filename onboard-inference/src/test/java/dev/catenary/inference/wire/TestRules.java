package dev.catenary.inference.wire;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import java.util.List;

/** Rules for tests: a distance from vegetation and buildings, a wire that does not move. */
public final class TestRules {
  private TestRules() {}

  public static ClearanceRules still(double metres) {
    return new ClearanceRules(
        "test 1",
        List.of(
            new ClearanceRule(
                "still", "any", "any", 0, 1_000, "any", 0, 0.5, metres, metres, 0, 0, 0, 80)));
  }
}
