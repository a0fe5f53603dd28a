package dev.catenary.inference.wire.clearance;

import java.time.LocalDate;
import java.util.List;

/**
 * The rules for the line that is surveyed.
 *
 * @param version name and version of the file they come from
 * @param longestSpanMetres length of the line's longest span as its owner knows it; 0 for unknown
 */
public record ClearanceRules(String version, List<ClearanceRule> rules, double longestSpanMetres) {
  /** No rule file is configured: nothing is a violation. */
  public static final ClearanceRules NONE = new ClearanceRules("", List.of());

  public ClearanceRules {
    rules = List.copyOf(rules);
  }

  /** Rules for a line of which no span's length is known. */
  public ClearanceRules(String version, List<ClearanceRule> rules) {
    this(version, rules, 0);
  }

  /** Those of the rules that are for this line. */
  public ClearanceRules of(ClearanceRule.Line line) {
    return with(rules.stream().filter(rule -> rule.lines().isFor(line)).toList());
  }

  /** Those of the rules that hold on a day. */
  public ClearanceRules on(LocalDate day) {
    return with(rules.stream().filter(rule -> rule.lines().holdsOn(day)).toList());
  }

  private ClearanceRules with(List<ClearanceRule> those) {
    return new ClearanceRules(version, those, longestSpanMetres);
  }

  /** The same rules for a line whose longest span is known. */
  public ClearanceRules withLongestSpan(double metres) {
    return new ClearanceRules(version, rules, metres);
  }
}
