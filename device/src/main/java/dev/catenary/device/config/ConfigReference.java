package dev.catenary.device.config;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** The reference page of the configuration, made from the code that reads it. */
public final class ConfigReference {
  /** One of each list, so that the keys within are listed as well. */
  private static final String ONE_OF_EACH =
      "sensors: [{name: lidar0}]\nposition: {links: [{}]}\nupload: {policies: [{}]}\n";

  private ConfigReference() {}

  /** Markdown: every key with its default, unit and meaning. */
  public static String markdown() {
    ConfigFile sample;
    try {
      sample = ConfigFile.parse("reference", ONE_OF_EACH, Path.of(""));
    } catch (ConfigException e) {
      throw new IllegalStateException("the sample of the reference page is wrong", e);
    }
    return sample.entries().stream()
        .map(ConfigReference::row)
        .collect(
            Collectors.joining(
                "\n",
                """
                # Configuration

                One YAML file. Relative paths are taken from the file's own folder. Unknown keys and wrong values are
                refused with their line and the cure; `catenary check-config --config FILE` shows what takes effect.
                The file is UTF-8. A key that stands twice is refused with both lines.
                `[]` stands for each entry of a list. This page is made by `catenary check-config --reference`.

                | Key | Default | Unit | Meaning |
                |---|---|---|---|
                """,
                "\n"));
  }

  private static String row(ConfigEntry entry) {
    String value = entry.value().isEmpty() ? "not set" : "`" + entry.value() + "`";
    return String.format(
        "| `%s` | %s | %s | %s |",
        entry.key().replace("[0]", "[]"), value, entry.unit(), entry.sentence());
  }
}
