package dev.catenary.inference.wire;

import java.util.List;

/**
 * The rules for the line that is surveyed.
 *
 * @param version name and version of the file they come from
 */
public record ClearanceRules(String version, List<ClearanceRule> rules) {
  /** No rule file is configured: nothing is a violation. */
  public static final ClearanceRules NONE = new ClearanceRules("", List.of());

  public ClearanceRules {
    rules = List.copyOf(rules);
  }

  /** Those of the rules that are for this line. */
  public ClearanceRules of(ClearanceRule.Line line) {
    return new ClearanceRules(version, rules.stream().filter(rule -> rule.isFor(line)).toList());
  }
}
