package dev.catenary.device.config;

import dev.catenary.inference.wire.ClearanceRule;
import dev.catenary.inference.wire.ClearanceRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A rule file for clearances: every distance that makes a finding comes from it. Its keys are in
 * {@code docs/clearance.md} and {@code deploy/config/clearance-rules.schema.json}.
 */
public final class ClearanceRulesFile {
  private static final int FORMAT = 1;

  private ClearanceRulesFile() {}

  /**
   * Reads a whole file.
   *
   * @throws ConfigException with all that is wrong, by line
   */
  public static ClearanceRules read(Path file) throws IOException, ConfigException {
    return parse(
        file.toString(),
        ConfigFile.text(
            file,
            "a YAML file of clearance rules",
            "Start from deploy/config/clearance-rules.example.yaml."));
  }

  /** Parses a file's text; the name is for messages. */
  public static ClearanceRules parse(String name, String text) throws ConfigException {
    ConfigLog log = new ConfigLog();
    ClearanceRules rules = read(new ConfigSection("", ConfigFile.root(name, text), log));
    if (!log.problems().isEmpty()) {
      throw new ConfigException(name, log.problems());
    }
    return rules;
  }

  static ClearanceRules read(ConfigSection root) {
    int format = root.whole("format", 0, 0, 1_000, "", "Format of the file: 1.");
    if (format != FORMAT) {
      root.problem("format", "format " + format, "format: 1", "Write \"format: 1\" first.");
    }
    String name = required(root, "name", "Name of the rules, as findings carry it.");
    String version = required(root, "version", "Version of the rules, as findings carry it.");
    root.text("source", "", "Where the distances come from.");
    List<ClearanceRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConfigSection section : root.sections("rules")) {
      ClearanceRule rule = rule(section);
      section.refuseUnknown();
      if (!ids.add(rule.id())) {
        section.problem("id", "\"" + rule.id() + "\" twice", "an id of its own", "Rename it.");
      }
      rules.add(rule);
    }
    if (rules.isEmpty()) {
      root.problem("rules", "no rule", "at least one", "Add \"rules:\" with one \"- id: ...\".");
    }
    root.refuseUnknown();
    return new ClearanceRules(name + " " + version, rules);
  }

  private static ClearanceRule rule(ConfigSection section) {
    String id = required(section, "id", "Name of the rule in findings.");
    String jurisdiction = section.text("jurisdiction", ClearanceRule.ANY, "Whose rule it is.");
    String riskArea = section.text("risk-area", ClearanceRule.ANY, "Fire risk area it is for.");
    double from = section.number("voltage-from", 0, 0, 2_000, "kV", "Lowest voltage it is for.");
    double below =
        section.number("voltage-below", 2_000, 0, 2_000, "kV", "It is for voltages below this.");
    String insulation = section.text("insulation", ClearanceRule.ANY, "As bare or covered.");
    ConfigSection place = section.section("place");
    double placeFrom =
        place.number("from", 0, 0, 0.5, "", "Nearest to a support, share of the span.");
    double placeTo =
        place.number("to", 0.5, 0, 0.5, "", "Farthest from a support; 0.5 the middle.");
    place.refuseUnknown();
    double vegetation = section.number("vegetation", 0, 0, 100, "m", "Distance from vegetation.");
    double building = section.number("building", 0, 0, 100, "m", "Distance from buildings.");
    double ground = section.number("ground", 0, 0, 100, "m", "Distance from the ground.");
    double swing = section.number("swing", 0, 0, 89, "deg", "Swing to each side.");
    double sag = section.number("added-sag", 0, 0, 50, "m", "How much lower mid-span may hang.");
    double span =
        section.number("assumed-span", 100, 1, 3_000, "m", "Span when an end was not seen.");
    if (below <= from) {
      section.problem("voltage-below", below + " kV", "more than voltage-from", "Correct it.");
      below = from + 1;
    }
    if (placeTo <= placeFrom) {
      section.problem("place", placeFrom + " to " + placeTo, "from less than to", "Correct it.");
      placeFrom = 0;
      placeTo = 0.5;
    }
    if (vegetation + building + ground == 0) {
      section.problem(
          "id",
          "no distance",
          "one of vegetation, building, ground",
          "Add \"vegetation: METRES\".");
    }
    return new ClearanceRule(
        id,
        jurisdiction,
        riskArea,
        from,
        below,
        insulation,
        placeFrom,
        placeTo,
        vegetation,
        building,
        ground,
        Math.toRadians(swing),
        sag,
        span);
  }

  private static String required(ConfigSection section, String key, String sentence) {
    String value = section.text(key, "", sentence);
    if (value.isEmpty()) {
      section.problem(key, "nothing", "a text", "Add \"" + key + ": ...\".");
    }
    return value;
  }
}
