package dev.catenary.device.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) that a stranger has sent: in one pass over the text, never deeper than
 * {@link #DEPTH_MAX} values within each other, with no name twice in one object. Numbers are {@link
 * Long} where they are whole and fit, else {@link Double}.
 */
public final class JsonReader {
  /** Values within each other. */
  public static final int DEPTH_MAX = 32;

  private static final int NUMBER_LENGTH_MAX = 40;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The one value of a text.
   *
   * @throws JsonException at the first character that is out of place
   */
  public static @Nullable Object read(String text) throws JsonException {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.blank();
    if (reader.at < text.length()) {
      throw reader.wrong("more text after the value");
    }
    return value;
  }

  private @Nullable Object value(int depth) throws JsonException {
    if (depth > DEPTH_MAX) {
      throw wrong("more than " + DEPTH_MAX + " values within each other");
    }
    blank();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws JsonException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    blank();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      blank();
      if (peek() != '"') {
        throw wrong("no name of a member");
      }
      String name = string();
      blank();
      expect(':');
      if (members.containsKey(name)) {
        throw wrong("a name twice in one object");
      }
      members.put(name, value(depth + 1));
      if (isLast('}')) {
        return members;
      }
    }
  }

  private List<@Nullable Object> list(int depth) throws JsonException {
    List<@Nullable Object> values = new ArrayList<>();
    at++;
    blank();
    if (peek() == ']') {
      at++;
      return values;
    }
    while (true) {
      values.add(value(depth + 1));
      if (isLast(']')) {
        return values;
      }
    }
  }

  /** After a value: true where it was the last, false after a comma. */
  private boolean isLast(char end) throws JsonException {
    blank();
    if (peek() == end) {
      at++;
      return true;
    }
    expect(',');
    return false;
  }

  private String string() throws JsonException {
    StringBuilder string = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw wrong("a control character in a text");
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws JsonException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unit() throws JsonException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong("no four hexadecimal digits");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private @Nullable Object word(String word, @Nullable Object means) throws JsonException {
    if (!text.startsWith(word, at)) {
      throw wrong("no value");
    }
    at += word.length();
    return means;
  }

  private Number number() throws JsonException {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(from, at);
    if (number.length() > NUMBER_LENGTH_MAX
        || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong("no value");
    }
    if (number.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(number);
    }
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw wrong("a number of no size");
    }
    return value;
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws JsonException {
    if (at >= text.length()) {
      throw wrong("the end of the text");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) throws JsonException {
    if (peek() != wanted) {
      throw wrong("no " + wanted);
    }
    at++;
  }

  private JsonException wrong(String found) {
    return new JsonException(found, at);
  }
}
