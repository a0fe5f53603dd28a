package dev.catenary.device.config;

import java.util.ArrayList;
import java.util.List;

/** Result of reading a configuration: the keys in effect, and the problems. */
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
