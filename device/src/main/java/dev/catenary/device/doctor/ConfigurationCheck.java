package dev.catenary.device.doctor;

import dev.catenary.device.config.ConfigFile;
import dev.catenary.device.config.ConfigProblem;
import java.util.List;

/** Check of the configuration file. */
public final class ConfigurationCheck implements Check {
  private final ConfigFile file;

  public ConfigurationCheck(ConfigFile file) {
    this.file = file;
  }

  @Override
  public List<Diagnosis> look() {
    if (file.problems().isEmpty()) {
      return List.of(Diagnosis.good("configuration", file.name(), "no problem"));
    }
    return file.problems().stream().map(this::diagnosis).toList();
  }

  private Diagnosis diagnosis(ConfigProblem problem) {
    return Diagnosis.bad(
        "configuration",
        file.name() + " line " + problem.line() + ": " + problem.key() + " is " + problem.found(),
        problem.expected(),
        problem.cure());
  }
}
