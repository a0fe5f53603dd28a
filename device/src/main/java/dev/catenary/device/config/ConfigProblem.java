package dev.catenary.device.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line 1-based line in the file; 0 when the key is missing altogether
 * @param key dotted path of the key
 * @param found what stands there
 * @param expected what may stand there
 * @param cure what to do
 */
public record ConfigProblem(int line, String key, String found, String expected, String cure) {
  @Override
  public String toString() {
    String where = line > 0 ? "line " + line + ": " : "";
    return where + key + ": found " + found + "; expected " + expected + ". " + cure;
  }
}
