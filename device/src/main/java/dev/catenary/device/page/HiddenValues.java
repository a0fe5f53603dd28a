package dev.catenary.device.page;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets of a configuration from those who see it, and puts them back where a text comes
 * back with the sign that stood for them.
 */
final class HiddenValues {
  static final String SIGN = "***";

  private static final String NAMES = "secret|password|passwd|token|credential|private-key";

  private static final Pattern SECRET = Pattern.compile(".*(" + NAMES + ")[^.]*");

  /** A line of YAML whose key is a secret's, with its value on the same line. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^(\\s*(?:- )?[\\w-]*(?:" + NAMES + ")[\\w-]*\\s*:[ \\t]+)([^\\s#].*?)(\\s*)$");

  /** Users' names and passwords in addresses. */
  private static final Pattern USER = Pattern.compile("(://[^/\\s:@]+:)([^@\\s/]+)(@)");

  private HiddenValues() {}

  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  static String hide(String text) {
    String hidden = LINE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(SIGN) + "$3");
    return USER.matcher(hidden).replaceAll("$1" + Matcher.quoteReplacement(SIGN) + "$3");
  }

  /** Where the sign stands after the same words for the same time, the value of the old text. */
  static String restore(String text, String old) {
    return restore(USER, restore(LINE, text, old), old);
  }

  private static String restore(Pattern pattern, String text, String old) {
    Map<String, String> values = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Matcher were = pattern.matcher(old);
    while (were.find()) {
      values.put(nth(were.group(1), counts), were.group(2));
    }
    counts.clear();
    Matcher are = pattern.matcher(text);
    StringBuilder whole = new StringBuilder();
    while (are.find()) {
      String value = values.get(nth(are.group(1), counts));
      boolean stands = are.group(2).equals(SIGN) && value != null;
      are.appendReplacement(
          whole,
          Matcher.quoteReplacement(are.group(1) + (stands ? value : are.group(2)) + are.group(3)));
    }
    return are.appendTail(whole).toString();
  }

  private static String nth(String words, Map<String, Integer> counts) {
    String key = words.strip();
    return key + "#" + counts.merge(key, 1, Integer::sum);
  }
}
