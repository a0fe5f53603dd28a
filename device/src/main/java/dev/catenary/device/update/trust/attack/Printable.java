package dev.catenary.device.update.trust.attack;

/** Makes a stranger's text fit for one line of a log: short, without control characters. */
final class Printable {
  private static final int CHARS_MAX = 200;

  private Printable() {}

  static String of(Object value) {
    String text = String.valueOf(value);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < CHARS_MAX; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return text.length() > CHARS_MAX ? line + "..." : line.toString();
  }
}
