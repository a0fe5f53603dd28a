package dev.catenary.device.update.trust.format;

/**
 * A pattern of target names as a shell has it: {@code *} any characters, {@code ?} one, {@code
 * [a-z]} one of some, none of them a slash.
 *
 * @param text the pattern
 */
public record PathPattern(String text) {
  boolean matches(String target) {
    String[] patterns = text.split("/", -1);
    String[] parts = target.split("/", -1);
    if (patterns.length != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!matches(patterns[i], parts[i])) {
        return false;
      }
    }
    return true;
  }

  /** Goes back to the last star only, so that a hostile pattern costs no more than its product. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      int after = p < pattern.length() ? afterOne(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (after > 0) {
        p = after;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on when its next part takes this character; -1 when it does not. */
  private static int afterOne(String pattern, int at, char c) {
    char kind = pattern.charAt(at);
    int close = kind == '[' ? close(pattern, at) : -1;
    if (close > 0) {
      return isIn(pattern.substring(at + 1, close), c) ? close + 1 : -1;
    }
    return kind == '?' || (kind == c && kind != '*') ? at + 1 : -1;
  }

  /** A bracket without an end is a character like others. */
  private static int close(String pattern, int open) {
    int first = pattern.startsWith("!", open + 1) ? open + 2 : open + 1;
    return pattern.indexOf(']', first + 1);
  }

  private static boolean isIn(String set, char c) {
    boolean not = set.startsWith("!");
    boolean in = false;
    for (int i = not ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        in |= c >= set.charAt(i) && c <= set.charAt(i + 2);
        i += 2;
      } else {
        in |= c == set.charAt(i);
      }
    }
    return in != not;
  }
}
