package dev.catenary.device.log;

import dev.catenary.proto.text.BoundedYaml;
import dev.catenary.proto.text.TextRefused;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds secrets in a configuration by its own structure: whatever stands under a secret's name. */
final class SecretYaml {
  private final String text;
  private final List<SecretSpan> spans = new ArrayList<>();

  /** Nodes that were seen, for aliases. */
  private final IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();

  private SecretYaml(String text) {
    this.text = text;
  }

  /** The secrets, labelled by path; empty where the text is no YAML. */
  static Optional<List<SecretSpan>> in(String text) {
    try {
      @Nullable Node root = BoundedYaml.compose(text);
      SecretYaml yaml = new SecretYaml(text);
      if (root != null) {
        yaml.look("", root);
      }
      yaml.spans.addAll(SecretText.besideKeys(text));
      return Optional.of(SecretSpan.merged(yaml.spans));
    } catch (TextRefused | RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private void look(String path, Node node) {
    if (seen.put(node, true) != null) {
      return;
    }
    switch (node) {
      case MappingNode mapping -> mapping.getValue().forEach(tuple -> look(path, tuple));
      case SequenceNode sequence -> {
        int index = 0;
        for (Node item : sequence.getValue()) {
          look(path + "[" + name(item, index++) + "]", item);
        }
      }
      default -> {}
    }
  }

  private void look(String path, NodeTuple tuple) {
    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    String at = path + "." + key;
    Node value = tuple.getValueNode();
    boolean holds = value instanceof MappingNode && SecretNames.isSection(key);
    if (SecretNames.isSecret(key) && !holds) {
      hide(at, tuple.getKeyNode(), value);
    } else {
      look(path.isEmpty() ? key : at, value);
    }
  }

  /** An item is known by its name, as far as it has one, so that it may change its place. */
  private static String name(Node item, int index) {
    if (item instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("name")
            && tuple.getValueNode() instanceof ScalarNode name) {
          return name.getValue();
        }
      }
    }
    return Integer.toString(index);
  }

  private void hide(String path, Node key, Node value) {
    int start = index(value.getStartMark().orElseThrow().getIndex());
    int end = SecretText.trimmed(text, start, index(value.getEndMark().orElseThrow().getIndex()));
    int keyEnd = index(key.getEndMark().orElseThrow().getIndex());
    if (keyEnd < start && text.substring(keyEnd, start).indexOf('\n') >= 0) {
      // From the key's line on, where a sign in its place is still YAML.
      start = text.indexOf(':', keyEnd) + 1;
    }
    if (start < end) {
      spans.add(new SecretSpan(start, end, path));
    }
  }

  /** Marks count characters of Unicode, not of Java. */
  private int index(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }
}
