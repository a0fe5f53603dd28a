package dev.catenary.device.page.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads the JSON of a request. YAML 1.2 holds all of JSON, so the configuration's reader does it;
 * aliases, which JSON does not have, are refused there. It calls itself for each value within
 * another, so who may send anything is held to a depth first.
 */
final class JsonBody {
  private static final int TEXT_MAX = 600_000;
  private static final int DEPTH_MAX = 32;

  private JsonBody() {}

  static Map<String, Object> read(String text) throws Refusal {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("request")
            .setSchema(new JsonSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(TEXT_MAX)
            .build();
    try {
      if (text.stripLeading().startsWith("{")
          && depth(settings, text) <= DEPTH_MAX
          && new Load(settings).loadFromString(text) instanceof Map<?, ?> map) {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put(String.valueOf(key), value));
        return values;
      }
    } catch (YamlEngineException e) {
      throw malformed(String.valueOf(e.getMessage()).lines().findFirst().orElse("no JSON"));
    }
    throw malformed("no JSON object, or one of more than " + DEPTH_MAX + " within each other");
  }

  /** How deep values lie within others, by the parser's events, which need no stack. */
  private static int depth(LoadSettings settings, String text) {
    int depth = 0;
    int deepest = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> deepest = Math.max(deepest, ++depth);
        case SequenceEnd, MappingEnd -> depth--;
        default -> {
          // a value, or where the text begins or ends
        }
      }
    }
    return deepest;
  }

  private static Refusal malformed(String found) {
    return new Refusal(400, "malformed", found, "one JSON object", "Send what docs/page.md names.");
  }
}
