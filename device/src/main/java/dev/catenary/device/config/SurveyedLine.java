package dev.catenary.device.config;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import java.time.LocalDate;

/**
 * Line that is surveyed, as the configuration describes it.
 *
 * @param longestSpanMetres length of its longest span; 0 for not known
 */
public record SurveyedLine(ClearanceRule.Line line, double longestSpanMetres) {
  /** Those of a file's rules that are for it on a day. */
  public ClearanceRules of(ClearanceRules file, LocalDate day) {
    return file.of(line).withLongestSpan(longestSpanMetres).on(day);
  }
}
