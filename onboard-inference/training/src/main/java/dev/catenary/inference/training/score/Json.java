package dev.catenary.inference.training.score;

import java.util.Collection;
import java.util.Map;

/** Writes maps, lists, numbers and texts as JSON, two blanks a level. */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  public String write(Map<String, ?> document) {
    value(document, 0);
    return out.append('\n').toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case Collection<?> list -> list(list, depth);
      case float[] numbers -> numbers(numbers);
      case Number number -> number(number);
      case Boolean flag -> out.append(flag);
      default -> text(value.toString());
    }
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(comma);
      line(depth + 1);
      text(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth + 1);
      comma = ",";
    }
    line(depth);
    out.append('}');
  }

  private void list(Collection<?> list, int depth) {
    out.append('[');
    String comma = "";
    for (Object item : list) {
      out.append(comma);
      line(depth + 1);
      value(item, depth + 1);
      comma = ",";
    }
    line(depth);
    out.append(']');
  }

  private void numbers(float[] numbers) {
    out.append('[');
    for (int i = 0; i < numbers.length; i++) {
      out.append(i == 0 ? "" : ", ").append(numbers[i]);
    }
    out.append(']');
  }

  /** JSON has no word for what is not a number. */
  private void number(Number number) {
    boolean finite = Double.isFinite(number.doubleValue());
    out.append(finite ? number.toString() : "null");
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
