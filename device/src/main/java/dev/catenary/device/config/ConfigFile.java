package dev.catenary.device.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A configuration file that has been read: what takes effect, and what is wrong with it.
 *
 * @param name the file's name, for messages
 * @param config what the file says, with defaults for what it leaves out; usable only when {@link
 *     #problems} is empty
 * @param entries every key in effect, in the order of the reference page
 * @param problems everything that is wrong, in the order of the reading
 */
public record ConfigFile(
    String name, CatenaryConfig config, List<ConfigEntry> entries, List<ConfigProblem> problems) {

  public static ConfigFile read(Path file) throws IOException, ConfigException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          file.toString(),
          List.of(
              new ConfigProblem(
                  0,
                  "(file)",
                  "no such file",
                  "a YAML file",
                  "Name the file with --config, or start from deploy/config/example.yaml.")));
    }
    return parse(file.toString(), text, file.toAbsolutePath().resolveSibling(""));
  }

  /**
   * @param base folder that relative paths in the text are taken from
   */
  public static ConfigFile parse(String name, String text, Path base) throws ConfigException {
    ConfigLog log = new ConfigLog();
    Node root = root(name, text);
    CatenaryConfig config = new ConfigReader(base).read(new ConfigSection("", root, log));
    return new ConfigFile(name, config, log.entries(), log.problems());
  }

  /** The root of a YAML text; null when there is none. */
  static @Nullable Node root(String name, String text) throws ConfigException {
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new ConfigException(
          name,
          List.of(
              new ConfigProblem(
                  line,
                  "(file)",
                  e.getProblem(),
                  "YAML",
                  "Indent with spaces; write \"key: value\".")));
    }
  }

  /** The configuration, or all problems at once. */
  public CatenaryConfig require() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(name, problems);
    }
    return config;
  }
}
