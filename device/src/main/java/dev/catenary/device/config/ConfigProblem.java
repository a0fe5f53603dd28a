package dev.catenary.device.config;

import dev.catenary.proto.problem.HasProblem;
import dev.catenary.proto.problem.Problem;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line 1-based line in the file; 0 when the key is missing altogether
 * @param key dotted path of the key
 * @param problem what stands there, what may, and what to do
 */
public record ConfigProblem(int line, String key, Problem problem) implements HasProblem {
  public ConfigProblem(int line, String key, String found, String expected, String cure) {
    this(line, key, new Problem(found, expected, cure));
  }

  @Override
  public String toString() {
    String where = line > 0 ? "line " + line + ": " : "";
    return where + key + ": found " + found() + "; expected " + expected() + ". " + cure();
  }
}
