package dev.catenary.device.update.trust.format;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) as metadata needs it: the whole text, whole numbers only, no key twice,
 * depth and number of values bounded. Another reading of the same bytes would be another document
 * under the same signature.
 */
public final class StrictJson {
  private static final int DEPTH_MAX = 24;
  private static final int VALUES_MAX = 200_000;
  private static final int DIGITS_MAX = 18;

  private final String what;
  private final String text;
  private int at;
  private int values;

  private StrictJson(String what, String text) {
    this.what = what;
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @param what names the bytes in messages
   */
  public static Json.Members read(String what, byte[] bytes) throws MalformedMetadataException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMetadataException(what, "bytes that are no UTF-8", "JSON in UTF-8");
    }
    StrictJson reader = new StrictJson(what, text);
    reader.skipSpace();
    Json value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.refused("more text", "the end");
    }
    if (value instanceof Json.Members members) {
      return members;
    }
    throw new MalformedMetadataException(what, value.kind(), "an object");
  }

  private Json value(int depth) throws MalformedMetadataException {
    if (depth > DEPTH_MAX) {
      throw refused("values nested deeper than " + DEPTH_MAX, "at most " + DEPTH_MAX);
    }
    if (++values > VALUES_MAX) {
      throw refused("more than " + VALUES_MAX + " values", "at most " + VALUES_MAX);
    }
    char c = peek();
    return switch (c) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Flag(true));
      case 'f' -> word("false", new Json.Flag(false));
      case 'n' -> word("null", Json.Null.NULL);
      default -> whole();
    };
  }

  private Json members(int depth) throws MalformedMetadataException {
    Map<String, Json> entries = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return new Json.Members(entries);
    }
    while (true) {
      if (peek() != '"') {
        throw refused("a name that is no text", "a text");
      }
      String name = string();
      skipSpace();
      expect(':');
      skipSpace();
      Json value = value(depth + 1);
      if (entries.put(name, value) != null) {
        throw refused("the name \"" + name + "\" twice", "each name once");
      }
      if (ended('}')) {
        return new Json.Members(entries);
      }
    }
  }

  private Json items(int depth) throws MalformedMetadataException {
    List<Json> entries = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json.Items(entries);
    }
    while (true) {
      entries.add(value(depth + 1));
      if (ended(']')) {
        return new Json.Items(entries);
      }
    }
  }

  /** True behind the last value; else the next one begins here. */
  private boolean ended(char close) throws MalformedMetadataException {
    skipSpace();
    if (peek() == close) {
      at++;
      return true;
    }
    expect(',');
    skipSpace();
    return false;
  }

  private Json word(String word, Json value) throws MalformedMetadataException {
    if (!text.startsWith(word, at)) {
      throw refused("a word that is no value", "a value");
    }
    at += word.length();
    return value;
  }

  private Json whole() throws MalformedMetadataException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    int count = at - digits;
    boolean fraction = at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0;
    boolean leadingZero = count > 1 && text.charAt(digits) == '0';
    boolean minusZero = digits > start && count == 1 && text.charAt(digits) == '0';
    if (count == 0 || count > DIGITS_MAX || fraction || leadingZero || minusZero) {
      throw refused("no whole number of at most " + DIGITS_MAX + " digits", "a value");
    }
    return new Json.Whole(Long.parseLong(text, start, at, 10));
  }

  private String string() throws MalformedMetadataException {
    StringBuilder string = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return whole(string);
      } else if (c < ' ') {
        throw refused("a control character in a text", "its escape");
      }
      string.append(c == '\\' ? escape() : c);
    }
  }

  /** Half a surrogate pair has no form in UTF-8, so it could not be signed. */
  private String whole(StringBuilder string) throws MalformedMetadataException {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < string.length()
              && Character.isLowSurrogate(string.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw refused("half a surrogate pair", "a character");
      }
    }
    return string.toString();
  }

  private char escape() throws MalformedMetadataException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw refused("an unknown escape", "one of RFC 8259");
    };
  }

  private char hex() throws MalformedMetadataException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw refused("an escape without four hexadecimal digits", "four");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private void expect(char expected) throws MalformedMetadataException {
    if (peek() != expected) {
      throw refused("'" + peek() + "'", "'" + expected + "'");
    }
    at++;
  }

  private char peek() throws MalformedMetadataException {
    if (at >= text.length()) {
      throw refused("the end", "more text");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedMetadataException refused(String found, String expected) {
    return new MalformedMetadataException(what + " at character " + at, found, expected);
  }
}
