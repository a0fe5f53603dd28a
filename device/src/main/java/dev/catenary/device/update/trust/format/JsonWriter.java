package dev.catenary.device.update.trust.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a value as JSON that every reader takes: indented, in its own order, ASCII. */
public final class JsonWriter {
  private JsonWriter() {}

  public static byte[] bytes(Json value) {
    StringBuilder text = new StringBuilder();
    write(value, 0, text);
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Json value, int depth, StringBuilder text) {
    switch (value) {
      case Json.Members members when !members.entries().isEmpty() -> {
        String before = "{";
        for (Map.Entry<String, Json> entry : members.entries().entrySet()) {
          newLine(text.append(before), depth + 1);
          write(entry.getKey(), text);
          text.append(": ");
          write(entry.getValue(), depth + 1, text);
          before = ",";
        }
        newLine(text, depth);
        text.append('}');
      }
      case Json.Items items when !items.entries().isEmpty() -> {
        String before = "[";
        for (Json item : items.entries()) {
          newLine(text.append(before), depth + 1);
          write(item, depth + 1, text);
          before = ",";
        }
        newLine(text, depth);
        text.append(']');
      }
      case Json.Text(String string) -> write(string, text);
      default -> text.append(new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8));
    }
  }

  private static void newLine(StringBuilder text, int depth) {
    text.append('\n').repeat(" ", depth);
  }

  private static void write(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
