package dev.catenary.device.config;

import dev.catenary.inference.wire.clearance.ClearanceRule;
import dev.catenary.inference.wire.clearance.ClearanceRules;
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
      ClearanceRule rule = ClearanceRuleKeys.rule(section);
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

  static String required(ConfigSection section, String key, String sentence) {
    String value = section.text(key, "", sentence);
    if (value.isEmpty()) {
      section.problem(key, "nothing", "a text", "Add \"" + key + ": ...\".");
    }
    return value;
  }
}
