package dev.catenary.device.update.trust.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the bytes that are signed: OLPC's canonical JSON. Names are in the order of their code
 * points, there is no space, and only the quote and the backslash are escaped.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static byte[] bytes(Json value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Json value, StringBuilder text) {
    switch (value) {
      case Json.Members members -> {
        List<Map.Entry<String, Json>> entries = new ArrayList<>(members.entries().entrySet());
        entries.sort((one, other) -> byCodePoint(one.getKey(), other.getKey()));
        char before = '{';
        for (Map.Entry<String, Json> entry : entries) {
          text.append(before);
          write(entry.getKey(), text);
          text.append(':');
          write(entry.getValue(), text);
          before = ',';
        }
        text.append(entries.isEmpty() ? "{}" : "}");
      }
      case Json.Items items -> {
        char before = '[';
        for (Json item : items.entries()) {
          text.append(before);
          write(item, text);
          before = ',';
        }
        text.append(items.entries().isEmpty() ? "[]" : "]");
      }
      case Json.Text(String string) -> write(string, text);
      case Json.Whole(long number) -> text.append(number);
      case Json.Flag(boolean flag) -> text.append(flag);
      case Json.Null _ -> text.append("null");
    }
  }

  private static void write(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  /** Java's own order of texts goes by halves of surrogate pairs. */
  private static int byCodePoint(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length()) {
      int a = one.codePointAt(i);
      int b = other.codePointAt(i);
      if (a != b) {
        return Integer.compare(a, b);
      }
      i += Character.charCount(a);
    }
    return Integer.compare(one.length(), other.length());
  }
}
