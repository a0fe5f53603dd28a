package dev.catenary.device.page.http;

import dev.catenary.device.json.JsonException;
import dev.catenary.device.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON object of a request. Members that are null are left out: nobody has said them. */
final class JsonBody {
  private JsonBody() {}

  static Map<String, Object> read(String text) throws Refusal {
    try {
      if (JsonReader.read(text) instanceof Map<?, ?> members) {
        Map<String, Object> values = new LinkedHashMap<>();
        members.forEach(
            (name, value) -> {
              if (value != null) {
                values.put(String.valueOf(name), value);
              }
            });
        return values;
      }
    } catch (JsonException e) {
      throw malformed(e.found());
    }
    throw malformed("JSON that is no object");
  }

  private static Refusal malformed(String found) {
    return new Refusal(400, "malformed", found, "one JSON object", "Send what docs/page.md names.");
  }
}
