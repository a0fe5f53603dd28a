package dev.catenary.device.config;

import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import dev.catenary.proto.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  /** A configuration with every key has a few kilobytes. */
  private static final int BYTES_MAX = 512 * 1024;

  public static ConfigFile read(Path file) throws IOException, ConfigException {
    String text =
        text(
            file,
            "a YAML file",
            "Name the file with --config, or start from deploy/config/example.yaml.");
    return parse(file.toString(), text, file.toAbsolutePath().resolveSibling(""));
  }

  /**
   * The text of a file that a person names.
   *
   * @param expected what it should be, for the message where it is not there
   * @param cure likewise
   */
  static String text(Path file, String expected, String cure) throws IOException, ConfigException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String found = Files.exists(file) ? "a folder" : "no such file";
      throw new ConfigException(
          file.toString(), List.of(new ConfigProblem(0, "(file)", found, expected, cure)));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Utf8.read(in, BYTES_MAX);
    } catch (TextRefused e) {
      throw refused(file.toString(), e);
    }
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
      return BoundedYaml.compose(text);
    } catch (TextRefused e) {
      throw refused(name, e);
    }
  }

  private static ConfigException refused(String name, TextRefused e) {
    return new ConfigException(name, List.of(new ConfigProblem(e.line(), "(file)", e.problem())));
  }

  /** The configuration, or all problems at once. */
  public CatenaryConfig require() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(name, problems);
    }
    return config;
  }
}
