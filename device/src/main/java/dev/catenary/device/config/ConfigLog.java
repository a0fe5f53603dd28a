package dev.catenary.device.config;

import java.util.ArrayList;
import java.util.List;

/** What reading a configuration brings to light: the keys in effect, and what is wrong. */
final class ConfigLog {
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  void effective(ConfigEntry entry) {
    entries.add(entry);
  }

  void problem(ConfigProblem problem) {
    problems.add(problem);
  }

  List<ConfigEntry> entries() {
    return List.copyOf(entries);
  }

  List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }
}
