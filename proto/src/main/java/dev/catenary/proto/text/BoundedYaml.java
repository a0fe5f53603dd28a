package dev.catenary.proto.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML and JSON, which YAML 1.2 includes, of strangers. Length, depth and aliases are held while
 * the text is taken apart token by token, before anything is built from it; a key that stands twice
 * is refused with both lines.
 */
public final class BoundedYaml {
  /** A sensor's metadata is the longest text that we read so. */
  public static final int CHARACTERS_MAX = 2_000_000;

  private static final int DEPTH_MAX = 48;
  private static final int ALIASES_MAX = 64;

  /** With every alias written out. */
  private static final long NODES_MAX = 200_000;

  /** As the library says what it did not find, and what in its place. */
  private static final Pattern EXPECTED_AND_FOUND =
      Pattern.compile("expected (.+), but (?:found|got) (.+)");

  private static final String DEEP = "write it flatter";

  private final LoadSettings settings;
  private final boolean keysOnce;

  private BoundedYaml(boolean keysOnce) {
    this.keysOnce = keysOnce;
    this.settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(CHARACTERS_MAX)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .build();
  }

  /**
   * The root of a text's only document; null when it has none.
   *
   * @throws TextRefused when it is no YAML, or is beyond a bound
   */
  public static @Nullable Node compose(String text) throws TextRefused {
    return new BoundedYaml(true).root(text);
  }

  /**
   * A text as maps, lists and plain values; null when it has none.
   *
   * @throws TextRefused as {@link #compose}
   */
  public static @Nullable Object load(String text) throws TextRefused {
    return new BoundedYaml(true).value(text);
  }

  /** The same of a text by a maker whose software writes keys twice: the last one holds. */
  public static @Nullable Object loadLastKey(String text) throws TextRefused {
    return new BoundedYaml(false).value(text);
  }

  private @Nullable Object value(String text) throws TextRefused {
    Node root = root(text);
    try {
      return new StandardConstructor(settings).constructSingleDocument(Optional.ofNullable(root));
    } catch (MarkedYamlEngineException e) {
      throw refused(e);
    } catch (YamlEngineException | IllegalArgumentException | ClassCastException _) {
      throw new TextRefused(0, "values that cannot be read", "YAML", "write \"key: value\"");
    }
  }

  private @Nullable Node root(String text) throws TextRefused {
    if (text.length() > CHARACTERS_MAX) {
      throw new TextRefused(
          0, text.length() + " characters", CHARACTERS_MAX + " at most", "name the right file");
    }
    try {
      holdBounds(text);
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root != null) {
        look(root, new IdentityHashMap<>());
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      throw refused(e);
    } catch (YamlEngineException _) {
      throw new TextRefused(
          0,
          "characters that YAML does not allow",
          "printable text",
          "remove control characters, or name a text file");
    }
  }

  private static TextRefused refused(MarkedYamlEngineException e) {
    String told = e.getProblem() == null ? "" : e.getProblem();
    // The library names its classes and the tags of others only where it would build objects.
    String problem =
        told.isEmpty() || told.contains("constructor") ? "values that are no plain ones" : told;
    String line = problem.replaceAll("\\s+", " ");
    Matcher both = EXPECTED_AND_FOUND.matcher(line);
    boolean isBoth = both.matches();
    return new TextRefused(
        e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
        isBoth ? both.group(2) : line,
        isBoth ? both.group(1) : "YAML",
        "indent with spaces; write \"key: value\"");
  }

  private void holdBounds(String text) throws TextRefused {
    Deque<Optional<Anchor>> open = new ArrayDeque<>();
    int aliases = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
      switch (event) {
        case DocumentStartEvent _ -> {
          if (++documents > 1) {
            throw new TextRefused(line, "a second document", "one", "remove it and its \"---\"");
          }
        }
        case CollectionStartEvent start -> {
          open.push(start.getAnchor());
          if (open.size() > DEPTH_MAX) {
            throw new TextRefused(
                line, "parts within parts " + open.size() + " deep", DEPTH_MAX + " at most", DEEP);
          }
        }
        case AliasEvent alias -> {
          if (open.contains(Optional.of(alias.getAlias()))) {
            throw new TextRefused(
                line, "*" + alias.getAlias() + " within itself", "an end", "write it out");
          }
          if (++aliases > ALIASES_MAX) {
            throw new TextRefused(
                line, "more than " + ALIASES_MAX + " aliases (*)", "fewer", "write them out");
          }
        }
        default -> {
          boolean end =
              event.getEventId() == Event.ID.MappingEnd
                  || event.getEventId() == Event.ID.SequenceEnd;
          if (end) {
            open.pop();
          }
        }
      }
    }
  }

  /** Nodes of a part with its aliases written out; keys are looked at on the way. */
  private long look(Node node, Map<Node, Long> seen) throws TextRefused {
    Long known = seen.get(node);
    if (known != null) {
      return known;
    }
    long nodes = 1;
    switch (node) {
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          nodes += look(item, seen);
        }
      }
      case MappingNode mapping -> {
        holdKeys(mapping);
        for (NodeTuple tuple : mapping.getValue()) {
          nodes += look(tuple.getKeyNode(), seen) + look(tuple.getValueNode(), seen);
        }
      }
      default -> {}
    }
    if (nodes > NODES_MAX) {
      throw new TextRefused(
          line(node),
          "more than " + NODES_MAX + " values with every alias (*) written out",
          "fewer",
          "write plain values in place of aliases");
    }
    seen.put(node, nodes);
    return nodes;
  }

  private void holdKeys(MappingNode mapping) throws TextRefused {
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!keysOnce || !(tuple.getKeyNode() instanceof ScalarNode key)) {
        continue;
      }
      Integer first = lines.putIfAbsent(key.getValue(), line(key));
      if (first != null) {
        throw new TextRefused(
            line(key),
            "\"" + key.getValue() + "\" in line " + first + " and again in line " + line(key),
            "each key once",
            "remove one of the two");
      }
    }
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
