package dev.catenary.grants.request;

/** Text from outside as it may stand in a log line or an answer: one line, ASCII, not long. */
public final class Printable {
  private static final int LENGTH_MAX = 200;

  private Printable() {}

  public static String of(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?").replace('\'', '?');
    return plain.length() <= LENGTH_MAX ? plain : plain.substring(0, LENGTH_MAX) + "...";
  }
}
