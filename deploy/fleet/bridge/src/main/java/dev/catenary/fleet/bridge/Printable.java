package dev.catenary.fleet.bridge;

/** A stranger's text for a log line or a header: printable ASCII, 200 characters at most. */
final class Printable {
  private static final int CHARACTERS_MAX = 200;

  private Printable() {}

  static String of(String text) {
    String shorter =
        text.length() > CHARACTERS_MAX ? text.substring(0, CHARACTERS_MAX) + "..." : text;
    return shorter.replaceAll("[^ -~]", "?");
  }
}
