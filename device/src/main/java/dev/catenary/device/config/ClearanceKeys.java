package dev.catenary.device.config;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The keys of the clearance rules: the file they are in, and which of them are for the line. */
final class ClearanceKeys {
  private ClearanceKeys() {}

  /** Rules that hold today, and the line that they are for. */
  record Read(ClearanceRules rules, SurveyedLine line) {}

  /**
   * Reads {@code clearance:}, and the file of rules that it names; no rules where that cannot be
   * used, which is then told.
   *
   * @param base folder that relative paths are taken from
   */
  static Read read(ConfigSection section, Path base) {
    return read(section, base, LocalDate.now(ZoneOffset.UTC));
  }

  /**
   * Reads them as they hold on a day.
   *
   * @param today as UTC has it
   */
  static Read read(ConfigSection section, Path base, LocalDate today) {
    String name =
        section.textOrNull("rules", "File of clearance rules; without it no zone has rank 0.");
    Path file = name == null ? null : base.resolve(name).normalize();
    ClearanceRule.Line line =
        new ClearanceRule.Line(
            section.text("jurisdiction", "", "Whose rules are for the line."),
            section.text("risk-area", "", "Fire risk area of the line."),
            section.number("voltage", 22, 0, 2_000, "kV", "Voltage of the line."),
            section.text("insulation", "bare", "Insulation of its conductors, as bare."),
            section.text("conductor", "", "Kind of its conductors, as service-cable."));
    double longest =
        section.number("longest-span", 0, 0, 3_000, "m", "Its longest span; 0 for not known.");
    section.refuseUnknown();
    SurveyedLine surveyed = new SurveyedLine(line, longest);
    return new Read(
        file == null ? ClearanceRules.NONE : rules(section, file, surveyed, today), surveyed);
  }

  private static ClearanceRules rules(
      ConfigSection section, Path file, SurveyedLine line, LocalDate today) {
    try {
      ClearanceRules all = ClearanceRulesFile.read(file);
      ClearanceRules rules = line.of(all, today);
      if (rules.rules().isEmpty() && !all.of(line.line()).rules().isEmpty()) {
        section.problem(
            "rules",
            "no rule that holds on " + today,
            "at least one rule of the file for the line that is valid today",
            "Correct valid-from or valid-until in the rule file, or set the clock.");
      } else if (rules.rules().isEmpty()) {
        section.problem(
            "rules",
            "no rule for " + line.line(),
            "at least one rule of the file for the line",
            "Correct jurisdiction, risk-area, voltage, insulation or conductor.");
      }
      return rules;
    } catch (ConfigException e) {
      section.problem(
          "rules", String.valueOf(e.getMessage()), "a file of rules", "Correct the rule file.");
    } catch (IOException e) {
      section.problem("rules", e.toString(), "a file that can be read", "Check its rights.");
    }
    return ClearanceRules.NONE;
  }
}
