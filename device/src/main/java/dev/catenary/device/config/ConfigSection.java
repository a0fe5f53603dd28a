package dev.catenary.device.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the configuration file while it is read. Each getter names a key with its default,
 * unit and meaning: the reading code is the one list of keys, from which the effective
 * configuration, the reference page and the refusal of unknown keys all come.
 *
 * <p>A wrong value is noted and the default used, so that one reading finds every problem.
 */
final class ConfigSection {
  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final ConfigLog log;

  ConfigSection(String path, @Nullable Node node, ConfigLog log) {
    this.path = path;
    this.line = node == null ? 0 : lineOf(node);
    this.log = log;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        values.put(key, tuple.getValueNode());
        lines.put(key, lineOf(tuple.getKeyNode()));
      }
    } else if (node != null && !isNull(node)) {
      wrong(lineOf(node), path, describe(node), "keys and values", "Indent its keys below it.");
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  String text(String key, String fallback, String sentence) {
    return read(key, fallback, "", sentence, "a text", Function.identity());
  }

  /** A text that may be left out; an empty default is shown as "not set". */
  @Nullable String textOrNull(String key, String sentence) {
    String value = read(key, "", "", sentence, "a text", Function.identity());
    return value.isEmpty() ? null : value;
  }

  boolean flag(String key, boolean fallback, String sentence) {
    return read(key, fallback, "", sentence, "true or false", ConfigSection::parseFlag);
  }

  int whole(String key, int fallback, int min, int max, String unit, String sentence) {
    String expected = "a whole number from " + min + " to " + max + unitSuffix(unit);
    return read(
        key, fallback, unit, sentence, expected, text -> inRange(Integer.parseInt(text), min, max));
  }

  double number(String key, double fallback, double min, double max, String unit, String sentence) {
    String expected = "a number from " + plain(min) + " to " + plain(max) + unitSuffix(unit);
    return read(
        key,
        fallback,
        unit,
        sentence,
        expected,
        text -> inRange(Double.parseDouble(text), min, max));
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback, String sentence) {
    String expected =
        "one of "
            + java.util.Arrays.stream(type.getEnumConstants())
                .map(ConfigSection::nameOf)
                .collect(Collectors.joining(", "));
    String value =
        read(key, nameOf(fallback), "", sentence, expected, text -> nameOf(constant(type, text)));
    return constant(type, value);
  }

  /** One of these words, however its case and dashes are written. */
  String oneOf(String key, List<String> choices, String fallback, String sentence) {
    return read(
        key,
        fallback,
        "",
        sentence,
        "one of " + String.join(", ", choices),
        text -> {
          String plain = text.toLowerCase(Locale.ROOT).replace('_', '-');
          if (!choices.contains(plain)) {
            throw new IllegalArgumentException("none of the choices: " + text);
          }
          return plain;
        });
  }

  /** A list of three numbers; zeros where it is left out. */
  Vector vector(String key, String unit, String sentence) {
    known.add(key);
    Node node = values.get(key);
    Vector value = new Vector(0, 0, 0);
    if (node != null) {
      try {
        value = parseVector(node);
      } catch (IllegalArgumentException e) {
        String expected = "a list of three numbers" + unitSuffix(unit);
        wrong(line(key), keyPath(key), describe(node), expected, "Write for example [0, 0, 0].");
      }
    }
    String shown = "[" + plain(value.x()) + ", " + plain(value.y()) + ", " + plain(value.z()) + "]";
    log.effective(new ConfigEntry(keyPath(key), shown, unit, node == null, sentence));
    return value;
  }

  ConfigSection section(String key) {
    known.add(key);
    return new ConfigSection(keyPath(key), values.get(key), log);
  }

  List<ConfigSection> sections(String key) {
    known.add(key);
    List<ConfigSection> sections = new ArrayList<>();
    Node node = values.get(key);
    if (node instanceof SequenceNode sequence) {
      int index = 0;
      for (Node item : sequence.getValue()) {
        sections.add(new ConfigSection(keyPath(key) + "[" + index++ + "]", item, log));
      }
    } else if (node != null && !isNull(node)) {
      wrong(line(key), keyPath(key), describe(node), "a list", "Begin each entry with \"- \".");
    }
    return sections;
  }

  /** Notes a problem that concerns this section's key. */
  void problem(String key, String found, String expected, String cure) {
    wrong(line(key), keyPath(key), found, expected, cure);
  }

  /** Refuses a key that does not go with the others, where it is there. */
  void refuse(String key, String found, String expected, String cure) {
    if (has(key)) {
      known.add(key);
      problem(key, found, expected, cure);
    }
  }

  /** Refuses the keys that no getter has asked for; called last. */
  void refuseUnknown() {
    for (Map.Entry<String, Node> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        String near = nearest(entry.getKey());
        String cure = near == null ? "Remove it." : "Did you mean \"" + near + "\"?";
        wrong(
            line(entry.getKey()),
            keyPath(entry.getKey()),
            "an unknown key",
            "one of " + String.join(", ", known),
            cure);
      }
    }
  }

  private <T> T read(
      String key,
      T fallback,
      String unit,
      String sentence,
      String expected,
      Function<String, T> parse) {
    known.add(key);
    Node node = values.get(key);
    T value = fallback;
    if (node != null) {
      try {
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
          throw new IllegalArgumentException("not a single value");
        }
        value = parse.apply(scalar.getValue());
      } catch (IllegalArgumentException e) {
        wrong(line(key), keyPath(key), describe(node), expected, "Correct the value.");
      }
    }
    String shown = value instanceof Double number ? plain(number) : value.toString();
    log.effective(new ConfigEntry(keyPath(key), shown, unit, node == null, sentence));
    return value;
  }

  private void wrong(int atLine, String key, String found, String expected, String cure) {
    log.problem(new ConfigProblem(atLine, key, found, expected, cure));
  }

  private int line(String key) {
    return lines.getOrDefault(key, line);
  }

  private String keyPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private @Nullable String nearest(String unknown) {
    String best = null;
    int bestDistance = 4;
    for (String candidate : known) {
      int distance = EditDistance.between(unknown, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  private static Vector parseVector(Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().size() != 3) {
      throw new IllegalArgumentException("not a list of three");
    }
    double[] axes = new double[3];
    for (int i = 0; i < 3; i++) {
      if (!(sequence.getValue().get(i) instanceof ScalarNode scalar)) {
        throw new IllegalArgumentException("not a number");
      }
      axes[i] = Double.parseDouble(scalar.getValue());
    }
    return new Vector(axes[0], axes[1], axes[2]);
  }

  private static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <T extends Comparable<T>> T inRange(T value, T min, T max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException("out of range: " + value);
    }
    return value;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String unitSuffix(String unit) {
    return unit.isEmpty() ? "" : " " + unit;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
  }

  private static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar when isNull(scalar) -> "nothing";
      case ScalarNode scalar -> "\"" + scalar.getValue() + "\"";
      case SequenceNode _ -> "a list";
      default -> "keys and values";
    };
  }
}
